package dev.halftone.acceptance.images;

import static dev.halftone.imaging.JpegFiles.ascii;

import dev.halftone.imaging.ImageBytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

/// TIFFs of one page (TIFF 6.0), in either byte order, with any tags, and their samples in strips.
final class TiffWriter {
    static final int NEW_SUBFILE_TYPE = 254;
    static final int WIDTH = 256;
    static final int HEIGHT = 257;
    static final int BITS = 258;
    static final int COMPRESSION = 259;
    static final int PHOTOMETRIC = 262;
    static final int STRIP_OFFSETS = 273;
    static final int ORIENTATION = 274;
    static final int SAMPLES = 277;
    static final int ROWS_PER_STRIP = 278;
    static final int STRIP_SIZES = 279;
    static final int PLANAR = 284;
    static final int EXTRA_SAMPLES = 338;

    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int DIRECTORY = 8;

    private final ByteOrder order;
    private final SequencedMap<Integer, int[]> tags = new TreeMap<>();
    private final List<byte[]> strips;
    private boolean longTypes;

    /// @param strips the rows in order; of a planar image, those of its first channel first
    TiffWriter(ByteOrder order, int width, int height, int rowsPerStrip, List<byte[]> strips) {
        this.order = order;
        this.strips = strips;
        tag(WIDTH, width).tag(HEIGHT, height).tag(ROWS_PER_STRIP, rowsPerStrip).tag(COMPRESSION, 1);
        tag(STRIP_SIZES, strips.stream().mapToInt(strip -> strip.length).toArray());
    }

    TiffWriter tag(int tag, int... values) {
        tags.put(tag, values);
        return this;
    }

    TiffWriter without(int tag) {
        tags.remove(tag);
        return this;
    }

    /// All numbers as LONG, also where TIFF 6.0 says SHORT.
    TiffWriter withLongTypes() {
        longTypes = true;
        return this;
    }

    // The strips, then the directory, then what is too long for it.
    ImageBytes done() {
        var out = new ByteArrayOutputStream();
        var offsets = new int[strips.size()];
        for (var i = 0; i < offsets.length; i++) {
            offsets[i] = DIRECTORY + out.size();
            out.writeBytes(strips.get(i));
            if (out.size() % 2 == 1) out.write(0);
        }
        tag(STRIP_OFFSETS, offsets);
        var start = DIRECTORY + out.size();
        var header = ByteBuffer.allocate(DIRECTORY).order(order);
        header.put(ascii(order == ByteOrder.BIG_ENDIAN ? "MM" : "II"))
                .putShort((short) 42)
                .putInt(start);
        var file = new ByteArrayOutputStream();
        file.writeBytes(header.array());
        file.writeBytes(out.toByteArray());
        file.writeBytes(directory(start));
        return new ImageBytes(file.toByteArray());
    }

    private byte[] directory(int start) {
        var behind = new ByteArrayOutputStream();
        var entries = ByteBuffer.allocate(2 + 12 * tags.size() + 4).order(order);
        entries.putShort((short) tags.size());
        for (var tag : tags.entrySet()) {
            var isShort = !longTypes && tag.getKey() != STRIP_OFFSETS && tag.getKey() != STRIP_SIZES;
            var values = bytes(tag.getValue(), isShort);
            entries.putShort(tag.getKey().shortValue()).putShort((short) (isShort ? SHORT : LONG));
            entries.putInt(tag.getValue().length);
            if (values.length > 4) {
                entries.putInt(start + entries.capacity() + behind.size());
                behind.writeBytes(values);
            } else entries.put(values).put(new byte[4 - values.length]);
        }
        var directory = new ByteArrayOutputStream();
        directory.writeBytes(entries.array());
        directory.writeBytes(behind.toByteArray());
        return directory.toByteArray();
    }

    private byte[] bytes(int[] values, boolean isShort) {
        var bytes = ByteBuffer.allocate((isShort ? 2 : 4) * values.length).order(order);
        for (var value : values) {
            if (isShort) bytes.putShort((short) value);
            else bytes.putInt(value);
        }
        return bytes.array();
    }
}
