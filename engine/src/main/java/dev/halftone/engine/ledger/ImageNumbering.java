package dev.halftone.engine.ledger;

import dev.halftone.engine.catalog.Product;
import dev.halftone.engine.request.UrlDigest;

/// Gives the images of a CSV their numbers, product by product: an image's number is the place at which its URL stands
/// first, so that one URL is one image.
///
/// The numbers follow from the file alone. Whoever goes on in the middle of one numbers the products before it,
/// too, and asks the ledger nothing: an index of two million random digests would cost more than all the rest of
/// the rows.
public final class ImageNumbering {
    private final FirstOccurrences mentions;
    private long places;

    /// Begins at the first product.
    ///
    /// @param places how many places the whole file has
    public ImageNumbering(long places) {
        this.mentions = new FirstOccurrences(places);
    }

    /// The next product with its numbers.
    public ProductBatch.NumberedProduct next(Product product) {
        var first = places + 1;
        var images = product.images().stream()
                .map(url -> mentions.of(UrlDigest.of(url), ++places))
                .toList();
        return new ProductBatch.NumberedProduct(product, first, images);
    }

    /// Remembers at which place of a CSV each of its URLs stood first.
    ///
    /// Of a URL 96 bits of its digest are kept: 21 bytes for each place there will be, 43 MB for two million.
    /// That two different URLs have the same 96 bits, and are taken for one, happens among two million with a
    /// chance of one in 10^16. There is room for twelve million URLs, in 268 MB: of those that come later each
    /// mention counts as the first.
    static final class FirstOccurrences {
        private static final int MOST_SLOTS = 1 << 24;
        private static final long LAST_PLACE = 0xFFFF_FFFFL;

        /// The first 64 bits of a digest.
        private final long[] heads;

        /// The 32 bits after them, and in the lower half the place; 0 where a slot is free, for places begin at
        /// 1.
        private final long[] tails;

        private int room;

        /// @param places how many mentions there will be at most
        FirstOccurrences(long places) {
            var slots = (int) Math.min(MOST_SLOTS, places + places / 3 + 1);
            this.heads = new long[slots];
            this.tails = new long[slots];
            this.room = slots - slots / 4 - 1;
        }

        /// The place at which the URL stood first: this one, if it is new.
        long of(UrlDigest url, long place) {
            var slot = slot(url);
            if (tails[slot] != 0) return tails[slot] & LAST_PLACE;
            if (room > 0 && place <= LAST_PLACE) {
                heads[slot] = url.high();
                tails[slot] = tailOf(url) | place;
                room--;
            }
            return place;
        }

        /// Where the URL is, or where there is room for it. Open addressing with linear probing; some slots
        /// stay free.
        private int slot(UrlDigest url) {
            var slot = (int) Math.unsignedMultiplyHigh(url.high(), heads.length);
            while (tails[slot] != 0 && !isAt(slot, url)) slot = slot + 1 < heads.length ? slot + 1 : 0;
            return slot;
        }

        private boolean isAt(int slot, UrlDigest url) {
            return heads[slot] == url.high() && (tails[slot] & ~LAST_PLACE) == tailOf(url);
        }

        private static long tailOf(UrlDigest url) {
            return url.low() & ~LAST_PLACE;
        }
    }
}
