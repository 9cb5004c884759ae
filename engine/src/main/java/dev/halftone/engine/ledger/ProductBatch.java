package dev.halftone.engine.ledger;

import java.util.List;

/// Products that follow one another in a CSV and are written together.
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

    /// The numbers of the images that no product before this batch has named, in order.
    public List<Long> newImages() {
        return newPlaces().stream().map(NumberedProduct.Place::image).toList();
    }

    /// The rows that name an image of a product before this batch: it may have ended by now.
    public List<Long> rowsNamingEarlierImages() {
        var first = products.getFirst().firstPlace();
        return products.stream()
                .filter(product -> product.namesImagesBefore(first))
                .map(product -> product.product().row())
                .toList();
    }

    List<NumberedProduct.Place> places() {
        return products.stream().flatMap(NumberedProduct::places).toList();
    }

    List<NumberedProduct.Place> newPlaces() {
        return products.stream().flatMap(NumberedProduct::newPlaces).toList();
    }
}
