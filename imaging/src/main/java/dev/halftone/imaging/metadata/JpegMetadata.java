package dev.halftone.imaging.metadata;

import dev.halftone.imaging.header.Bytes;
import dev.halftone.imaging.header.JpegSegment;
import dev.halftone.imaging.header.JpegSegments;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Application segments and comments, dropped but for JFIF (APP0), the colour profile (APP2) and Adobe's transform
/// (APP14, without which CMYK and RGB are misread). What follows EOI is dropped too: phones keep films and second
/// pictures there, with their own GPS.
final class JpegMetadata {
    // Marker, length, "JFIF", version, density and the size of a thumbnail (JFIF 1.02).
    private static final int JFIF_HEADER = 18;

    private JpegMetadata() {}

    static byte[] without(byte[] jpeg) {
        var bytes = new Bytes(jpeg);
        var out = new ByteArrayOutputStream(jpeg.length);
        for (var segment : JpegSegments.of(jpeg)) {
            if (isJfif(segment, bytes)) out.writeBytes(withoutThumbnail(segment, bytes));
            else if (isPicture(segment, bytes)) out.write(jpeg, segment.start(), segment.end() - segment.start());
        }
        return out.toByteArray();
    }

    private static boolean isJfif(JpegSegment segment, Bytes bytes) {
        return segment.marker() == JpegSegment.APP0 && bytes.has("JFIF\0", segment.parameters());
    }

    // The thumbnail's width and height stand last in the header, and its pixels behind it.
    private static byte[] withoutThumbnail(JpegSegment segment, Bytes bytes) {
        var size = Math.min(JFIF_HEADER, segment.end() - segment.start());
        var header = Arrays.copyOfRange(bytes.array(), segment.start(), segment.start() + size);
        if (size == JFIF_HEADER)
            ByteBuffer.wrap(header).putShort(2, (short) (JFIF_HEADER - 2)).putShort(16, (short) 0);
        return header;
    }

    private static boolean isPicture(JpegSegment segment, Bytes bytes) {
        return switch (segment.marker()) {
            case JpegSegment.APP2 -> bytes.has("ICC_PROFILE\0", segment.parameters());
            case JpegSegment.APP14 -> bytes.has("Adobe", segment.parameters());
            case JpegSegment.COM -> false;
            default -> segment.marker() < JpegSegment.APP0 || segment.marker() > JpegSegment.APP15;
        };
    }
}
