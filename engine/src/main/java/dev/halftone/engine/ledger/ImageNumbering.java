package dev.halftone.engine.ledger;

import dev.halftone.engine.catalog.Product;
import dev.halftone.engine.request.UrlDigest;

/// Numbers the images of a CSV, product by product. An image's number is the place of its URL's first occurrence,
/// so each URL is one image.
///
/// The numbers depend on the file only. To continue in the middle of a file, number the products before that point
/// again. This needs no lookup in the ledger: an index of two million random digests would cost more than all other
/// data of the rows.
public final class ImageNumbering {
    private final FirstOccurrences firstOccurrences;
    private long places;

    /// Starts at the first product.
    ///
    /// @param places the number of places in the whole file
    public ImageNumbering(long places) {
        this.firstOccurrences = new FirstOccurrences(places);
    }

    /// Numbers the next product.
    public ProductBatch.NumberedProduct next(Product product) {
        var first = places + 1;
        var images = product.urls().stream()
                .map(url -> firstOccurrences.of(UrlDigest.of(url), ++places))
                .toList();
        return new ProductBatch.NumberedProduct(product, first, images);
    }

    /// A hash table of the place where each URL of a CSV first occurred.
    ///
    /// It keeps 96 bits of each URL's digest: 21 bytes a place, 43 MB for two million places. The chance
    /// that any two of two million URLs share these bits, and become one image, is one in 10^16. The table
    /// holds twelve million URLs in 268 MB. After that, each occurrence of a new URL counts as its first.
    static final class FirstOccurrences {
        private static final int MAX_SLOTS = 1 << 24;
        private static final long MAX_PLACE = 0xFFFF_FFFFL;

        /// The first 64 bits of a digest.
        private final long[] heads;

        /// The next 32 bits of the digest, then the place in the lower half. 0 marks a free slot, since
        /// places start at 1.
        private final long[] tails;

        private int freeSlots;

        /// @param places the maximum number of occurrences
        FirstOccurrences(long places) {
            var slots = (int) Math.min(MAX_SLOTS, places + places / 3 + 1);
            this.heads = new long[slots];
            this.tails = new long[slots];
            this.freeSlots = slots - slots / 4 - 1;
        }

        /// The place of the first occurrence: `place` if the URL is new.
        long of(UrlDigest url, long place) {
            var slot = slot(url);
            if (tails[slot] != 0) return tails[slot] & MAX_PLACE;
            if (freeSlots > 0 && place <= MAX_PLACE) {
                heads[slot] = url.high();
                tails[slot] = tailOf(url) | place;
                freeSlots--;
            }
            return place;
        }

        /// The slot of the URL, or a free one. Open addressing with linear probing; some slots always stay
        /// free.
        private int slot(UrlDigest url) {
            var slot = (int) Math.unsignedMultiplyHigh(url.high(), heads.length);
            while (tails[slot] != 0 && !isAt(slot, url)) slot = slot + 1 < heads.length ? slot + 1 : 0;
            return slot;
        }

        private boolean isAt(int slot, UrlDigest url) {
            return heads[slot] == url.high() && (tails[slot] & ~MAX_PLACE) == tailOf(url);
        }

        private static long tailOf(UrlDigest url) {
            return url.low() & ~MAX_PLACE;
        }
    }
}
