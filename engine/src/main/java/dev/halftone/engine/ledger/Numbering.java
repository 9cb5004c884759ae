package dev.halftone.engine.ledger;

import dev.halftone.engine.intake.Product;

/// Gives the images of a CSV their numbers, product by product: an image's number is the place at which its URL stands
/// first, so that one URL is one image.
///
/// The numbers follow from the file alone. Whoever goes on in the middle of one numbers the products before it,
/// too, and asks the ledger nothing: an index of two million random digests would cost more than all the rest of
/// the rows.
public final class Numbering {
    private final FirstMentions mentions;
    private long places;

    /// Begins at the first product.
    ///
    /// @param places how many places the whole file has
    public Numbering(long places) {
        this.mentions = new FirstMentions(places);
    }

    /// The next product with its numbers.
    public NumberedProduct next(Product product) {
        var first = places + 1;
        var images = product.images().stream()
                .map(url -> mentions.of(UrlDigest.of(url), ++places))
                .toList();
        return new NumberedProduct(product, first, images);
    }
}
