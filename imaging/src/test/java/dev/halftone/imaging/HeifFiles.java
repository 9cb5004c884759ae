package dev.halftone.imaging;

import static dev.halftone.imaging.JpegFiles.ascii;
import static dev.halftone.imaging.JpegFiles.concat;

import dev.halftone.imaging.header.Bytes;
import dev.halftone.imaging.header.IsoBmff;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// Edits the boxes of AVIF and HEIC files, as libvips and x265 write them: with 4-byte offsets.
public final class HeifFiles {
    // An item location as libvips writes it: the item, a reference, a base of four bytes, and one extent.
    private static final int ITEM = 18;
    private static final int BASE = 4;

    private HeifFiles() {}

    /// The same image with an orientation by EXIF's number: rotated by `irot`, then mirrored by `imir` (ISO/IEC
    /// 23008-12, clauses 6.5.10 and 6.5.12).
    public static ImageBytes withOrientation(ImageBytes heif, int orientation) {
        // Quarter turns counterclockwise; mirrored top to bottom (0) or side to side (1), or not (-1).
        var turns = List.of(0, 0, 2, 0, 1, 3, 3, 1).get(orientation - 1);
        var mirror = List.of(-1, 1, -1, 0, 0, -1, 0, -1).get(orientation - 1);
        var turned = turns == 0 ? heif : withProperty(heif, "irot", turns);
        return mirror < 0 ? turned : withProperty(turned, "imir", mirror);
    }

    /// The same pixels, declared to have other colors: code points of primaries and transfer, the matrix of
    /// JPEG, the full range (ISO/IEC 14496-12 clause 12.1.5).
    public static ImageBytes withColors(ImageBytes heif, int primaries, int transfer) {
        return withMoreColors(withoutColors(heif), primaries, transfer);
    }

    /// The same, with an additional color declaration.
    static ImageBytes withMoreColors(ImageBytes heif, int primaries, int transfer) {
        var nclx = concat(ascii("nclx"), new byte[] {0, (byte) primaries, 0, (byte) transfer, 0, 6, (byte) 0x80});
        return withProperty(heif, "colr", nclx);
    }

    /// The same pixels, declared to have the limited range of television, in the colors of sRGB.
    static ImageBytes withLimitedRange(ImageBytes heif) {
        return withProperty(withoutColors(heif), "colr", concat(ascii("nclx"), new byte[] {0, 1, 0, 13, 0, 6, 0}));
    }

    /// The same pixels, with an ICC profile and no code points.
    public static ImageBytes withProfile(ImageBytes heif, byte[] profile) {
        return withProperty(withoutColors(heif), "colr", concat(ascii("prof"), profile));
    }

    private static ImageBytes withoutColors(ImageBytes heif) {
        var bytes = heif.array().clone();
        for (var property : children(heif, "iprp", "ipco")) {
            if (property.type().equals("colr")) System.arraycopy(ascii("free"), 0, bytes, property.start() + 4, 4);
        }
        return new ImageBytes(bytes);
    }

    private static ImageBytes withProperty(ImageBytes heif, String type, int value) {
        return withProperty(heif, type, new byte[] {(byte) value});
    }

    /// Adds an essential property to the primary image.
    static ImageBytes withProperty(ImageBytes heif, String type, byte[] value) {
        var size = ByteBuffer.allocate(4).putInt(8 + value.length).array();
        var property = concat(size, ascii(type), value);
        var number = children(heif, "iprp", "ipco").size() + 1;
        var longer = inserted(heif, box(heif, "iprp", "ipco").end(), property, "iprp", "ipco");
        var count = propertyCount(longer, box(longer, "iprp", "ipma"));
        var behind = count + 1 + longer.array()[count];
        var associated = inserted(longer, behind, new byte[] {(byte) (0x80 | number)}, "iprp", "ipma");
        associated.array()[count]++;
        return associated;
    }

    // The offset of the primary image's number of properties, after its id (clause 8.11.14).
    private static int propertyCount(ImageBytes heif, IsoBmff.Box ipma) {
        var bytes = new Bytes(heif.array());
        var primary = bytes.u16(box(heif, "pitm").body() + 4);
        var at = ipma.body() + 8;
        while (bytes.u16(at) != primary) at += 3 + bytes.u8(at + 2);
        return at + 2;
    }

    /// The same file with another size in each image's extents.
    public static ImageBytes claiming(ImageBytes heif, int width, int height) {
        var bytes = heif.array().clone();
        for (var property : children(heif, "iprp", "ipco")) {
            if (property.type().equals("ispe"))
                ByteBuffer.wrap(bytes).putInt(property.body() + 4, width).putInt(property.body() + 8, height);
        }
        return new ImageBytes(bytes);
    }

    /// The same bytes under another brand.
    static ImageBytes withBrand(ImageBytes heif, String brand) {
        var bytes = heif.array().clone();
        var end = ByteBuffer.wrap(bytes).getInt(0);
        // The major brand, its version, and the compatible brands.
        for (var at = 8; at < end; at += at == 8 ? 8 : 4) System.arraycopy(ascii(brand), 0, bytes, at, 4);
        return new ImageBytes(bytes);
    }

    /// The same AVIF with the coded frame of its first item repeated.
    static ImageBytes withFrames(ImageBytes avif, int frames) {
        var bytes = new Bytes(avif.array());
        var item = box(avif, "iloc").body() + 8;
        var start = (int) bytes.u32(item + 4);
        var data = Arrays.copyOfRange(avif.array(), start, start + (int) bytes.u32(item + 14));
        // A temporal delimiter and the sequence header are first (AV1 specification, clause 7.5).
        var frame = 2 + 2 + data[3];
        var more = Collections.nCopies(frames, Arrays.copyOfRange(data, frame, data.length));
        var longer = concat(avif.array(), Arrays.copyOf(data, frame), concat(more.toArray(byte[][]::new)));
        ByteBuffer.wrap(longer).putInt(item + 4, avif.size()).putInt(item + 14, longer.length - avif.size());
        return new ImageBytes(longer);
    }

    /// The offset of the first item of a file that libvips wrote.
    static int firstItemOffset(ImageBytes heif) {
        return ByteBuffer.wrap(heif.array()).getInt(box(heif, "iloc").body() + 8 + BASE);
    }

    /// The same file with another location for its second item.
    static ImageBytes withSecondItemAt(ImageBytes heif, int start) {
        var bytes = heif.array().clone();
        ByteBuffer.wrap(bytes).putInt(box(heif, "iloc").body() + 8 + ITEM + BASE, start);
        return new ImageBytes(bytes);
    }

    /// A box with a size of 32 bits.
    static byte[] box(String type, byte[]... content) {
        var body = concat(content);
        return concat(ByteBuffer.allocate(4).putInt(8 + body.length).array(), ascii(type), body);
    }

    /// A box with a size of 64 bits.
    static byte[] largeBox(String type, byte[]... content) {
        var body = concat(content);
        return concat(
                new byte[] {0, 0, 0, 1},
                ascii(type),
                ByteBuffer.allocate(8).putLong(16 + body.length).array(),
                body);
    }

    /// A box without a size: it ends with the file.
    static byte[] endlessBox(String type, byte[]... content) {
        return concat(new byte[4], ascii(type), concat(content));
    }

    /// The same file with another box at the end of its `meta` box.
    static ImageBytes withBoxInMeta(ImageBytes heif, byte[] more) {
        return inserted(
                heif, IsoBmff.metaBox(new Bytes(heif.array())).orElseThrow().end(), more);
    }

    /// The same file with another box before its `meta` box.
    static ImageBytes withBoxBeforeMeta(ImageBytes heif, byte[] more) {
        var bytes = heif.array().clone();
        shift(ByteBuffer.wrap(bytes), box(heif, "iloc"), more.length);
        var at = IsoBmff.metaBox(new Bytes(bytes)).orElseThrow().start();
        return new ImageBytes(concat(Arrays.copyOf(bytes, at), more, Arrays.copyOfRange(bytes, at, bytes.length)));
    }

    // Everything after the insertion moves, so the enclosing boxes grow and the item locations shift.
    private static ImageBytes inserted(ImageBytes heif, int at, byte[] more, String... path) {
        var bytes = heif.array().clone();
        var buffer = ByteBuffer.wrap(bytes);
        var meta = IsoBmff.metaBox(new Bytes(bytes)).orElseThrow();
        grow(buffer, meta, more.length);
        for (var depth = 1; depth <= path.length; depth++)
            grow(buffer, box(heif, Arrays.copyOf(path, depth)), more.length);
        shift(buffer, box(heif, "iloc"), more.length);
        return new ImageBytes(concat(Arrays.copyOf(bytes, at), more, Arrays.copyOfRange(bytes, at, bytes.length)));
    }

    private static void grow(ByteBuffer bytes, IsoBmff.Box box, int by) {
        bytes.putInt(box.start(), bytes.getInt(box.start()) + by);
    }

    // ISO/IEC 14496-12 clause 8.11.3 with offsets of four bytes: in the item's base if it has one, otherwise in
    // its extent.
    private static void shift(ByteBuffer bytes, IsoBmff.Box iloc, int by) {
        var hasMethod = bytes.get(iloc.body()) > 0;
        var baseSize = bytes.get(iloc.body() + 5) >> 4 & 0xF;
        var at = iloc.body() + 8;
        for (var items = bytes.getShort(iloc.body() + 6); items > 0; items--) {
            var isInFile = !hasMethod || bytes.getShort(at + 2) == 0;
            at += hasMethod ? 6 : 4;
            var place = baseSize == 0 ? at + 2 : at;
            if (isInFile) bytes.putInt(place, bytes.getInt(place) + by);
            at += baseSize + 2 + 8 * bytes.getShort(at + baseSize);
        }
    }

    private static IsoBmff.Box box(ImageBytes heif, String... path) {
        var bytes = new Bytes(heif.array());
        var box = IsoBmff.metaBox(bytes).orElseThrow();
        var inside = IsoBmff.fullBoxChildren(bytes, box);
        for (var type : path) {
            box = IsoBmff.find(type, inside).orElseThrow();
            inside = IsoBmff.parse(bytes, box.body(), box.end());
        }
        return box;
    }

    private static List<IsoBmff.Box> children(ImageBytes heif, String... path) {
        var box = box(heif, path);
        return IsoBmff.parse(new Bytes(heif.array()), box.body(), box.end());
    }
}
