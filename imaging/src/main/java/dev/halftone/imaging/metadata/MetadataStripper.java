package dev.halftone.imaging.metadata;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageFormat;
import dev.halftone.imaging.header.Bytes;
import dev.halftone.imaging.header.GifBlocks;
import dev.halftone.imaging.header.JpegSegments;
import dev.halftone.imaging.header.PngChunk;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/// Removes metadata: where and when an image was taken, by whom, with what.
public final class MetadataStripper {
    private MetadataStripper() {}

    /// The same image without its metadata. Empty if the metadata can only be removed by encoding the image
    /// again.
    public static Optional<ImageBytes> strip(ImageBytes source, ImageFormat format) {
        var bytes = source.array();
        return switch (format) {
            case JPEG -> Optional.of(new ImageBytes(JpegStripper.strip(bytes)));
            case PNG -> Optional.of(new ImageBytes(PngStripper.strip(bytes)));
            case WEBP -> Optional.of(new ImageBytes(WebpStripper.strip(bytes)));
            case GIF -> Optional.of(new ImageBytes(GifStripper.strip(bytes)));
            case AVIF -> AvifStripper.strip(bytes).map(ImageBytes::new);
            case TIFF, BMP, HEIC -> Optional.empty();
        };
    }

    /// Drops comments and application extensions, except those for the loop count of an animation and the color
    /// profile (GIF89a clauses 24 and 26). Also drops what follows the trailer.
    static final class GifStripper {
        private static final Set<String> KEPT = Set.of("NETSCAPE2.0", "ANIMEXTS1.0", "ICCRGBG1012");
        private static final int COMMENT = 0xFE;
        private static final int APPLICATION = 0xFF;

        private GifStripper() {}

        static byte[] strip(byte[] gif) {
            var bytes = new Bytes(gif);
            var out = new ByteArrayOutputStream(gif.length);
            var end = GifBlocks.firstBlock(bytes);
            out.write(gif, 0, end);
            for (var block : GifBlocks.of(gif)) {
                if (isKept(block, bytes)) out.write(gif, block.start(), block.end() - block.start());
                end = block.end();
            }
            // The trailer, or in a damaged file the byte where decoders stop.
            if (end < gif.length) out.write(gif, end, 1);
            return out.toByteArray();
        }

        private static boolean isKept(GifBlocks.Block block, Bytes bytes) {
            if (block.type() == GifBlocks.Block.IMAGE) return true;
            return switch (bytes.u8(block.start() + 1)) {
                case COMMENT -> false;
                case APPLICATION -> KEPT.contains(bytes.text(block.start() + 3, 11));
                default -> true;
            };
        }
    }

    /// Drops application segments, comments and reserved markers, except JFIF (APP0), the color profile (APP2) and
    /// Adobe's
    /// transform (APP14, without which CMYK and RGB are misread). Also drops what follows EOI: phones store
    /// videos and second images there, with their own GPS.
    static final class JpegStripper {
        // Marker, length, "JFIF", version, density and the size of a thumbnail (JFIF 1.02).
        private static final int JFIF_HEADER = 18;

        private JpegStripper() {}

        static byte[] strip(byte[] jpeg) {
            var bytes = new Bytes(jpeg);
            var out = new ByteArrayOutputStream(jpeg.length);
            for (var segment : JpegSegments.of(jpeg)) {
                if (isJfif(segment, bytes)) out.writeBytes(withoutThumbnail(segment, bytes));
                else if (isKept(segment, bytes)) out.write(jpeg, segment.start(), segment.end() - segment.start());
            }
            return out.toByteArray();
        }

        private static boolean isJfif(JpegSegments.Segment segment, Bytes bytes) {
            return segment.marker() == JpegSegments.Segment.APP0 && bytes.matches("JFIF\0", segment.parametersStart());
        }

        // The thumbnail's width and height end the header, followed by its pixels.
        private static byte[] withoutThumbnail(JpegSegments.Segment segment, Bytes bytes) {
            var size = Math.min(JFIF_HEADER, segment.end() - segment.start());
            var header = Arrays.copyOfRange(bytes.array(), segment.start(), segment.start() + size);
            if (size == JFIF_HEADER)
                ByteBuffer.wrap(header).putShort(2, (short) (JFIF_HEADER - 2)).putShort(16, (short) 0);
            return header;
        }

        private static boolean isKept(JpegSegments.Segment segment, Bytes bytes) {
            return switch (segment.marker()) {
                case JpegSegments.Segment.APP2 -> bytes.matches("ICC_PROFILE\0", segment.parametersStart());
                case JpegSegments.Segment.APP14 -> bytes.matches("Adobe", segment.parametersStart());
                default -> segment.isCoding();
            };
        }
    }

    /// Drops ancillary chunks, except those that change how the image looks (PNG 3rd edition, clause 11.3) and
    /// the frames of an animation. Text, EXIF, times and private chunks go. So do chunks with a wrong checksum,
    /// which browsers ignore and other decoders may not.
    static final class PngStripper {
        private static final Set<String> KEPT =
                Set.of("tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "cICP", "mDCV", "cLLI", "sBIT", "bKGD", "pHYs");
        private static final Set<String> ANIMATION = Set.of("acTL", "fcTL", "fdAT");

        private static final int SIGNATURE = 8;
        // Length and type, before the content.
        private static final int HEADER = 8;
        private static final int CHECKSUM = 4;

        private PngStripper() {}

        static byte[] strip(byte[] png) {
            var out = new ByteArrayOutputStream(png.length);
            out.write(png, 0, Math.min(SIGNATURE, png.length));
            PngChunk.of(new Bytes(png)).filter(PngStripper::isKept).forEach(chunk -> {
                var start = chunk.start() - HEADER;
                out.write(png, start, Math.min(chunk.end() + CHECKSUM, png.length) - start);
            });
            return out.toByteArray();
        }

        private static boolean isKept(PngChunk chunk) {
            return chunk.isCritical()
                    || ANIMATION.contains(chunk.type())
                    || (KEPT.contains(chunk.type()) && chunk.isIntact());
        }
    }

    /// Drops EXIF, XMP and unknown chunks, and the flags that announce them (RFC 9649 clause 2.7).
    static final class WebpStripper {
        private static final Set<String> KEPT = Set.of("VP8X", "VP8 ", "VP8L", "ALPH", "ANIM", "ANMF", "ICCP");
        private static final int RIFF_HEADER = 12;
        private static final int CHUNK_HEADER = 8;
        private static final int EXIF_AND_XMP = 0x0C;

        private WebpStripper() {}

        static byte[] strip(byte[] webp) {
            if (webp.length < RIFF_HEADER + CHUNK_HEADER) return webp;
            var bytes = new Bytes(webp);
            var out = new ByteArrayOutputStream(webp.length);
            out.write(webp, 0, RIFF_HEADER);
            var end = Math.min(bytes.u32le(4) + CHUNK_HEADER, webp.length);
            for (var at = RIFF_HEADER; at + CHUNK_HEADER <= end; ) {
                var size = (int) Math.min(chunkSize(bytes, at), end - at);
                if (KEPT.contains(bytes.text(at, 4))) out.write(webp, at, size);
                at += size;
            }
            return withUpdatedHeader(out.toByteArray());
        }

        // A chunk of odd length is followed by a padding byte.
        private static long chunkSize(Bytes bytes, int at) {
            var length = bytes.u32le(at + 4);
            return CHUNK_HEADER + length + (length & 1);
        }

        private static byte[] withUpdatedHeader(byte[] webp) {
            ByteBuffer.wrap(webp).order(ByteOrder.LITTLE_ENDIAN).putInt(4, webp.length - CHUNK_HEADER);
            var flags = RIFF_HEADER + CHUNK_HEADER;
            if (flags < webp.length && new Bytes(webp).matches("VP8X", RIFF_HEADER)) webp[flags] &= ~EXIF_AND_XMP;
            return webp;
        }
    }
}
