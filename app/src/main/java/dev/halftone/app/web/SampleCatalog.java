package dev.halftone.app.web;

import static java.util.stream.Collectors.joining;

import dev.halftone.engine.fetch.OwnImages;
import dev.halftone.engine.request.PublicUrl;
import java.util.List;
import java.util.Optional;

/// The sample catalogue: a CSV of products, and their images, which every server serves.
public final class SampleCatalog {
    private final String imagesUrl;

    private SampleCatalog(String imagesUrl) {
        this.imagesUrl = imagesUrl;
    }

    /// The sample of the server at a URL.
    public static SampleCatalog at(PublicUrl url) {
        return new SampleCatalog(url.base() + "/page/sample/");
    }

    /// The CSV of the products and their image URLs.
    public String csv() {
        return SampleProduct.ALL.stream()
                .map(this::row)
                .collect(joining("", "Serial Number,Product Name,Input Image URLs\r\n", ""));
    }

    private String row(SampleProduct product) {
        var urls = product.images().stream().map(name -> imagesUrl + name).collect(joining(","));
        return product.serialNumber() + "," + quoted(product.name()) + "," + quoted(urls) + "\r\n";
    }

    private static String quoted(String cell) {
        return '"' + cell.replace("\"", "\"\"") + '"';
    }

    /// The images, for a server that fetches them.
    public OwnImages images() {
        return new OwnImages(
                imagesUrl, name -> isListed(name) ? Optional.of(StaticFile.read(path(name))) : Optional.empty());
    }

    /// An image of the catalogue, for browsers.
    static Optional<StaticFile> image(String name) {
        return isListed(name) ? Optional.of(StaticFile.load(path(name))) : Optional.empty();
    }

    private static String path(String name) {
        return "/page/sample/" + name;
    }

    private static boolean isListed(String name) {
        return !name.equals(SampleProduct.MISSING)
                && SampleProduct.ALL.stream()
                        .anyMatch(product -> product.images().contains(name));
    }

    /// A sample product and the file names of its images.
    private record SampleProduct(String serialNumber, String name, List<String> images) {
        /// Does not exist, so that a failed image can be seen.
        static final String MISSING = "vase-from-above.jpg";

        static final List<SampleProduct> ALL = List.of(
                new SampleProduct("1001", "Stoneware mug", List.of("mug-teal.jpg", "mug-cream.jpg")),
                new SampleProduct("1002", "Desk lamp", List.of("lamp-navy.png", "lamp-navy-on-and-off.gif")),
                new SampleProduct("1003", "Dining chair", List.of("chair-oak.jpg", "chair-walnut.jpg")),
                new SampleProduct("1004", "Steel bottle, 750 ml", List.of("bottle-orange.webp", "bottle-green.jpg")),
                new SampleProduct("1005", "Sneaker \"Saddle\"", List.of("sneaker-blue.jpg", "sneaker-red.jpg")),
                new SampleProduct("1006", "Canvas backpack", List.of("backpack-olive.jpg", "backpack-black.jpg")),
                new SampleProduct("1007", "Vase with twigs", List.of("vase-sand.jpg", MISSING)));

        SampleProduct {
            images = List.copyOf(images);
        }
    }
}
