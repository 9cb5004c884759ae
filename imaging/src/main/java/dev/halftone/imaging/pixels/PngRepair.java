package dev.halftone.imaging.pixels;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.header.Bytes;
import dev.halftone.imaging.header.PngChunk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;

/// Repairs a PNG whose pixels are all there, although checksums are wrong or the end of the deflated data is
/// missing. Browsers show it. Like browsers, it leaves out ancillary chunks with a wrong checksum.
final class PngRepair {
    // The header of deflated data (RFC 1950 clause 2.2).
    private static final int ZLIB_HEADER = 2;
    private static final int BUFFER = 1 << 16;
    // More would take too long to deflate again.
    private static final long MAX_SIZE = 100_000_000;

    private final Bytes png;

    private PngRepair(Bytes png) {
        this.png = png;
    }

    /// Empty if pixels are missing, or a critical chunk other than the pixels is damaged.
    static Optional<ImageBytes> repair(ImageBytes source) {
        return new PngRepair(new Bytes(source.array())).repair();
    }

    private Optional<ImageBytes> repair() {
        var size = Rows.size(png);
        if (size == 0 || size > MAX_SIZE || PngChunk.of(png).anyMatch(PngRepair::isLost)) return Optional.empty();
        return deflatedAgain(size).map(this::withPixels);
    }

    private static boolean isLost(PngChunk chunk) {
        return chunk.isCritical() && !chunk.isType("IDAT") && !chunk.isType("IEND") && !chunk.isIntact();
    }

    private ImageBytes withPixels(byte[] data) {
        var writer = new PngWriter(png);
        PngChunk.of(png)
                .takeWhile(chunk -> !chunk.isType("IDAT"))
                .filter(PngChunk::isIntact)
                .forEach(writer::write);
        return writer.write("IDAT", data).end();
    }

    // Without the checksum, which Java's inflater would require.
    private Optional<byte[]> deflatedAgain(long size) {
        var data = new Bytes(pixels());
        if (data.u16(0) % 31 != 0 || (data.u8(0) & 0xF) != Deflater.DEFLATED) return Optional.empty();
        var out = new ByteArrayOutputStream();
        try (var inflater = new Inflater(true);
                var deflater = new Deflater(Deflater.BEST_SPEED);
                var deflated = new DeflaterOutputStream(out, deflater)) {
            inflater.setInput(data.array(), ZLIB_HEADER, data.size() - ZLIB_HEADER);
            if (!copy(inflater, deflated, size)) return Optional.empty();
        } catch (DataFormatException damage) {
            return Optional.empty();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Optional.of(out.toByteArray());
    }

    private byte[] pixels() {
        var pixels = new ByteArrayOutputStream();
        PngChunk.of(png)
                .filter(chunk -> chunk.isType("IDAT"))
                .forEach(chunk -> pixels.write(png.array(), chunk.start(), chunk.end() - chunk.start()));
        return pixels.toByteArray();
    }

    private static boolean copy(Inflater inflater, DeflaterOutputStream out, long size)
            throws DataFormatException, IOException {
        var buffer = new byte[BUFFER];
        for (var left = size; left > 0; ) {
            var count = inflater.inflate(buffer, 0, (int) Math.min(buffer.length, left));
            if (count == 0) return false;
            out.write(buffer, 0, count);
            left -= count;
        }
        return true;
    }

    /// The rows of a PNG before they are deflated (PNG 3rd edition, clauses 7.2 and 8.1).
    private static final class Rows {
        private static final int ADAM7 = 1;

        private Rows() {}

        /// How many bytes they take, with the filter of each.
        static long size(Bytes png) {
            var width = png.u32(16);
            var height = png.u32(20);
            var bits = (long) png.u8(24) * samples(png.u8(25));
            if (png.u8(28) != ADAM7) return size(width, height, bits);
            return Pass.ALL.stream()
                    .mapToLong(pass -> size(
                            Math.ceilDiv(width - pass.left, pass.across),
                            Math.ceilDiv(height - pass.top, pass.down),
                            bits))
                    .sum();
        }

        private static long size(long width, long height, long bits) {
            return width <= 0 || height <= 0 ? 0 : height * (1 + Math.ceilDiv(width * bits, 8));
        }

        private static int samples(int colorType) {
            return switch (colorType) {
                case 2 -> 3;
                case 4 -> 2;
                case 6 -> 4;
                default -> 1;
            };
        }

        /// Which pixels a pass of an interlaced image has.
        private record Pass(int left, int across, int top, int down) {
            private static final List<Pass> ALL = List.of(
                    new Pass(0, 8, 0, 8),
                    new Pass(4, 8, 0, 8),
                    new Pass(0, 4, 4, 8),
                    new Pass(2, 4, 0, 4),
                    new Pass(0, 2, 2, 4),
                    new Pass(1, 2, 0, 2),
                    new Pass(0, 1, 1, 2));
        }
    }
}
