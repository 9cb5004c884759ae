package dev.halftone.engine.ledger;

import dev.halftone.engine.catalog.Product;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Consecutive products of a CSV that are inserted together.
public record ProductBatch(List<NumberedProduct> products) {
    public ProductBatch {
        products = List.copyOf(products);
        if (products.isEmpty()) throw new IllegalArgumentException("a batch of no products");
    }

    public long firstRow() {
        return products.getFirst().product().row();
    }

    public long lastRow() {
        return products.getLast().product().row();
    }

    /// The numbers of the images that first occur in this batch, in order.
    public List<Long> newImages() {
        return newPlaces().stream().map(NumberedProduct.Place::image).toList();
    }

    /// The rows that refer to an image of an earlier batch, which may have ended.
    public List<Long> rowsWithEarlierImages() {
        var first = products.getFirst().firstPlace();
        return products.stream()
                .filter(product -> product.hasImagesBefore(first))
                .map(product -> product.product().row())
                .toList();
    }

    List<NumberedProduct.Place> places() {
        return products.stream().flatMap(NumberedProduct::places).toList();
    }

    List<NumberedProduct.Place> newPlaces() {
        return products.stream().flatMap(NumberedProduct::newPlaces).toList();
    }

    /// A product and the numbers of its images.
    ///
    /// @param firstPlace the number of its first place in the CSV, from 1
    /// @param images the image number of each of its places
    public record NumberedProduct(Product product, long firstPlace, List<Long> images) {
        public NumberedProduct {
            images = List.copyOf(images);
            if (images.size() != product.images().size()) {
                throw new IllegalArgumentException(
                        images.size() + " numbers for " + product.images().size() + " places");
            }
        }

        /// One place.
        ///
        /// @param position in the product, from 1
        /// @param image the number of its image
        record Place(long product, int position, long image, String url) {}

        Stream<Place> places() {
            return IntStream.range(0, images.size()).mapToObj(this::place);
        }

        /// The places where a URL occurs first.
        Stream<Place> newPlaces() {
            return IntStream.range(0, images.size()).filter(this::isNew).mapToObj(this::place);
        }

        boolean hasImagesBefore(long place) {
            return images.stream().anyMatch(image -> image < place);
        }

        private boolean isNew(int index) {
            return images.get(index) == firstPlace + index;
        }

        private Place place(int index) {
            return new Place(
                    product.row(),
                    index + 1,
                    images.get(index),
                    product.images().get(index).url().text());
        }
    }
}
