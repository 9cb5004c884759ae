package dev.halftone.imaging.metadata;

import dev.halftone.imaging.header.Bytes;
import dev.halftone.imaging.header.JpegSegment;
import dev.halftone.imaging.header.JpegSegments;
import java.io.ByteArrayOutputStream;

/// Application segments and comments, dropped but for JFIF (APP0), the colour profile (APP2) and Adobe's transform
/// (APP14, without which CMYK and RGB are misread). What follows EOI is dropped too: phones keep films and second
/// pictures there, with their own GPS.
final class JpegMetadata {
    private JpegMetadata() {}

    static byte[] without(byte[] jpeg) {
        var bytes = new Bytes(jpeg);
        var out = new ByteArrayOutputStream(jpeg.length);
        for (var segment : JpegSegments.of(jpeg)) {
            if (isPicture(segment, bytes)) out.write(jpeg, segment.start(), segment.end() - segment.start());
        }
        return out.toByteArray();
    }

    private static boolean isPicture(JpegSegment segment, Bytes bytes) {
        return switch (segment.marker()) {
            case JpegSegment.APP0 -> bytes.has("JFIF\0", segment.parameters());
            case JpegSegment.APP2 -> bytes.has("ICC_PROFILE\0", segment.parameters());
            case JpegSegment.APP14 -> bytes.has("Adobe", segment.parameters());
            case JpegSegment.COM -> false;
            default -> segment.marker() < JpegSegment.APP0 || segment.marker() > JpegSegment.APP15;
        };
    }
}
