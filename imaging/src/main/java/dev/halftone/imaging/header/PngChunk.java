package dev.halftone.imaging.header;

import java.util.stream.Stream;
import java.util.zip.CRC32;

/// A chunk of a PNG (PNG 3rd edition, clause 5.3).
///
/// @param png the whole file
/// @param type four letters
/// @param start the offset of its content
/// @param end the offset after its content, where its checksum is
public record PngChunk(Bytes png, String type, int start, int end) {
    private static final int SIGNATURE = 8;
    // Length and type.
    private static final int HEADER = 8;
    private static final int CHECKSUM = 4;
    private static final int TYPE = 4;

    /// The chunks up to IEND, or up to the first one whose content is incomplete.
    public static Stream<PngChunk> of(Bytes png) {
        return Stream.iterate(at(png, SIGNATURE), PngChunk::isComplete, PngChunk::next);
    }

    private static PngChunk at(Bytes png, long offset) {
        var start = Math.min(offset + HEADER, Integer.MAX_VALUE);
        var end = Math.min(start + png.u32(offset), Integer.MAX_VALUE);
        return new PngChunk(png, png.text(offset + HEADER - TYPE, TYPE), (int) start, (int) end);
    }

    private boolean isComplete() {
        return end <= png.size();
    }

    // After IEND there is none, as after the end of the file.
    private PngChunk next() {
        return at(png, isType("IEND") ? png.size() : (long) end + CHECKSUM);
    }

    public boolean isType(String other) {
        return type.equals(other);
    }

    /// Whether decoders need it: its type begins with a capital.
    public boolean isCritical() {
        return !type.isEmpty() && Character.isUpperCase(type.charAt(0));
    }

    /// Whether its checksum is right. Browsers ignore an ancillary chunk with a wrong one.
    public boolean isIntact() {
        var checksum = new CRC32();
        checksum.update(png.array(), start - TYPE, end - start + TYPE);
        return end + CHECKSUM <= png.size() && checksum.getValue() == png.u32(end);
    }
}
