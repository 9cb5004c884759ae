package dev.halftone.app.demo;

import java.util.List;

/// A product of the demo and the file names of its pictures.
record DemoProduct(String serialNumber, String name, List<String> pictures) {
    static final List<DemoProduct> ALL = List.of(
            new DemoProduct("1001", "Stoneware mug", List.of("mug-teal.jpg", "mug-cream.jpg")),
            new DemoProduct("1002", "Desk lamp", List.of("lamp-navy.png", "lamp-navy-on-and-off.gif")),
            new DemoProduct("1003", "Dining chair", List.of("chair-oak.jpg", "chair-walnut.jpg")),
            new DemoProduct("1004", "Steel bottle, 750 ml", List.of("bottle-orange.webp", "bottle-green.jpg")),
            new DemoProduct("1005", "Sneaker \"Saddle\"", List.of("sneaker-blue.jpg", "sneaker-red.jpg")),
            new DemoProduct("1006", "Canvas backpack", List.of("backpack-olive.jpg", "backpack-black.jpg")),
            // The second one is not there: a newcomer is to see what becomes of an image that cannot be had.
            new DemoProduct("1007", "Vase with twigs", List.of("vase-sand.jpg", "vase-from-above.jpg")));

    DemoProduct {
        pictures = List.copyOf(pictures);
    }
}
