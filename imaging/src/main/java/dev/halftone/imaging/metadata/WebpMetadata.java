package dev.halftone.imaging.metadata;

import dev.halftone.imaging.header.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;

/// EXIF, XMP and unknown chunks, dropped, and with them the flags that announce them (RFC 9649 clause 2.7).
final class WebpMetadata {
    private static final Set<String> PICTURE = Set.of("VP8X", "VP8 ", "VP8L", "ALPH", "ANIM", "ANMF", "ICCP");
    private static final int RIFF_HEADER = 12;
    private static final int CHUNK_HEADER = 8;
    private static final int EXIF_AND_XMP = 0x0C;

    private WebpMetadata() {}

    static byte[] without(byte[] webp) {
        if (webp.length < RIFF_HEADER + CHUNK_HEADER) return webp;
        var bytes = new Bytes(webp);
        var out = new ByteArrayOutputStream(webp.length);
        out.write(webp, 0, RIFF_HEADER);
        var end = Math.min(bytes.littleU32(4) + CHUNK_HEADER, webp.length);
        for (var at = RIFF_HEADER; at + CHUNK_HEADER <= end; ) {
            var size = (int) Math.min(chunkSize(bytes, at), end - at);
            if (PICTURE.contains(bytes.text(at, 4))) out.write(webp, at, size);
            at += size;
        }
        return announced(out.toByteArray());
    }

    // A chunk of odd length is followed by a byte of padding.
    private static long chunkSize(Bytes bytes, int at) {
        var length = bytes.littleU32(at + 4);
        return CHUNK_HEADER + length + (length & 1);
    }

    private static byte[] announced(byte[] webp) {
        ByteBuffer.wrap(webp).order(ByteOrder.LITTLE_ENDIAN).putInt(4, webp.length - CHUNK_HEADER);
        var flags = RIFF_HEADER + CHUNK_HEADER;
        if (flags < webp.length && new Bytes(webp).has("VP8X", RIFF_HEADER)) webp[flags] &= ~EXIF_AND_XMP;
        return webp;
    }
}
