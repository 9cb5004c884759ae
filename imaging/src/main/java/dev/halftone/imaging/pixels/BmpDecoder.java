package dev.halftone.imaging.pixels;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.Recompressed.Reason;
import dev.halftone.imaging.header.BmpHeader;
import dev.halftone.imaging.header.Bytes;
import dev.halftone.imaging.vips.VipsImage;
import dev.halftone.imaging.vips.VipsSession;

/// Decodes BMP as Chromium does. libvips reads BMP only through ImageMagick, which the bundled libvips does
/// not have. The JDK's reader makes gray brighter, ignores profiles, and knows fewer kinds.
record BmpDecoder(ImageBytes source) implements PixelDecoder {
    // As in browsers.
    private static final int MAX_ROWS_OF_RUNS = 0xFFFF;

    @Override
    public OpenedImage open(VipsSession session) {
        var header = new BmpHeader(new Bytes(source.array()));
        var vipsImage = session.fromRaster(raster(header));
        return OpenedImage.ofStill(header.profile()
                .filter(profile -> new Bytes(profile).matches("RGB ", 16))
                .map(profile -> vipsImage.withField(ColorConversion.PROFILE_FIELD, profile))
                .orElse(vipsImage));
    }

    @Override
    public VipsImage decode(OpenedImage openedImage, PixelPlan pixelPlan, VipsSession session) {
        return pixelPlan.resize(openedImage.vipsImage());
    }

    private static VipsImage.Raster raster(BmpHeader header) {
        if (header.width() < 1 || header.height() < 1) throw corrupt("the BMP has no pixels");
        var colors = BmpColors.of(header).orElseThrow(() -> corrupt("the BMP's color masks are invalid"));
        var rows = rows(header, colors);
        if (!rows.areComplete()) throw corrupt("the BMP is incomplete: its end is missing");
        return raster(header, colors.hasAlpha() ? 4 : 3, rows);
    }

    private static StoredRows rows(BmpHeader header, BmpColors colors) {
        return switch (header.coding()) {
            case PLAIN, BIT_FIELDS -> new PlainRows(header, colors);
            case RUNS -> {
                if (header.height() > MAX_ROWS_OF_RUNS)
                    throw PixelPath.PixelAbort.unsupported("a BMP of more than 65,535 rows in runs");
                yield new BmpRuns(header, colors);
            }
            case UNSUPPORTED -> throw PixelPath.PixelAbort.unsupported(header.kind());
        };
    }

    private static VipsImage.Raster raster(BmpHeader header, int bands, StoredRows rows) {
        var width = (int) header.width();
        var height = (int) header.height();
        var argb = new int[width];
        var row = new byte[width * bands];
        return new VipsImage.Raster(width, height, bands, y -> {
            rows.decode(header.isTopDown() ? y : height - 1 - y, argb);
            for (var x = 0; x < width; x++) put(argb[x], bands, row, x * bands);
            return row;
        });
    }

    private static void put(int argb, int bands, byte[] row, int at) {
        row[at] = (byte) (argb >> 16);
        row[at + 1] = (byte) (argb >> 8);
        row[at + 2] = (byte) argb;
        if (bands == 4) row[at + 3] = (byte) (argb >> 24);
    }

    private static PixelPath.PixelAbort corrupt(String message) {
        return new PixelPath.PixelAbort(Reason.CORRUPT_IMAGE, message);
    }

    /// The rows of a BMP in the order of the file.
    interface StoredRows {
        /// False if the file ends before them.
        boolean areComplete();

        /// Decodes a row.
        ///
        /// @param argb receives alpha, red, green and blue of each pixel
        void decode(int row, int[] argb);
    }

    /// Rows of pixels with a fixed number of bits. Each is padded to a multiple of four bytes.
    private record PlainRows(BmpHeader header, BmpColors colors) implements StoredRows {

        // The padding of the last row may be missing.
        @Override
        public boolean areComplete() {
            var lastRow = Math.ceilDiv(header.width() * colors.bits(), 8L);
            return start(header.height() - 1) + lastRow <= header.bytes().size();
        }

        private long start(long row) {
            return header.pixelsStart() + row * Math.ceilDiv(header.width() * colors.bits(), 32L) * 4;
        }

        @Override
        public void decode(int row, int[] argb) {
            var start = start(row);
            for (var x = 0; x < argb.length; x++) argb[x] = colors.argb(start, x);
        }
    }
}
