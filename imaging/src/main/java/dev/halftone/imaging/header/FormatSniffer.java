package dev.halftone.imaging.header;

import dev.halftone.imaging.ImageFormat;
import dev.halftone.imaging.header.DetectedType.Image;
import dev.halftone.imaging.header.DetectedType.NotAnImage;
import dev.halftone.imaging.header.DetectedType.Unsupported;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// Detects formats by their signatures, the most specific first.
final class FormatSniffer {
    private record Signature(String bytes, int at, DetectedType detectedType) {}

    private static final List<Signature> SIGNATURES = List.of(
            image("\u00ff\u00d8\u00ff", ImageFormat.JPEG),
            image("\u0089PNG\r\n\u001a\n", ImageFormat.PNG),
            image("GIF87a", ImageFormat.GIF),
            image("GIF89a", ImageFormat.GIF),
            // A Canon raw file is a TIFF whose first page is a thumbnail. We cannot read its real pixels.
            unsupported("CR\u0002\u0000", 8, "a camera's raw file (CR2)"),
            image("II*\u0000", ImageFormat.TIFF),
            image("MM\u0000*", ImageFormat.TIFF),
            image("II+\u0000", ImageFormat.TIFF),
            image("MM\u0000+", ImageFormat.TIFF),
            unsupported("%PDF-", 0, "a PDF document"),
            unsupported("%!PS", 0, "a PostScript document"),
            unsupported("\u00c5\u00d0\u00d3\u00c6", 0, "a PostScript document (EPS)"),
            unsupported("8BPS", 0, "a Photoshop document (PSD)"),
            unsupported("gimp xcf", 0, "a GIMP document (XCF)"),
            unsupported("\u0000\u0000\u0001\u0000", 0, "an icon (ICO)"),
            unsupported("\u0000\u0000\u0002\u0000", 0, "a cursor (CUR)"),
            unsupported("icns", 0, "an icon (ICNS)"),
            unsupported("\u00ff\n", 0, "a JPEG XL image"),
            unsupported("\u0000\u0000\u0000\fJXL \r\n\u0087\n", 0, "a JPEG XL image"),
            unsupported("\u0000\u0000\u0000\fjP  \r\n\u0087\n", 0, "a JPEG 2000 image"),
            unsupported("\u00ffO\u00ffQ", 0, "a JPEG 2000 image"),
            unsupported("II\u00bc\u0001", 0, "a JPEG XR image"),
            unsupported("v/1\u0001", 0, "an OpenEXR image"),
            unsupported("#?RADIANCE", 0, "a Radiance HDR image"),
            unsupported("DDS ", 0, "a DirectDraw texture (DDS)"),
            unsupported("qoif", 0, "a QOI image"),
            unsupported("\u008aMNG", 0, "an MNG animation"),
            unsupported("AT&TFORM", 0, "a DjVu document"),
            unsupported("\u001aE\u00df\u00a3", 0, "a video (WebM or Matroska)"));

    private FormatSniffer() {}

    static DetectedType detect(Bytes bytes) {
        if (bytes.size() == 0) return new NotAnImage("empty");
        return signature(bytes)
                .or(() -> riff(bytes))
                .or(() -> IsoBrands.detect(bytes))
                .or(() -> bmp(bytes))
                .or(() -> gzip(bytes))
                .or(() -> TextSniffer.detect(bytes))
                .orElse(new NotAnImage("of no known format"));
    }

    private static Optional<DetectedType> signature(Bytes bytes) {
        return SIGNATURES.stream()
                .filter(signature -> bytes.matches(signature.bytes, signature.at))
                .map(Signature::detectedType)
                .findFirst();
    }

    private static Optional<DetectedType> riff(Bytes bytes) {
        if (!bytes.matches("RIFF", 0)) return Optional.empty();
        return Optional.of(
                bytes.matches("WEBP", 8) ? new Image(ImageFormat.WEBP) : new NotAnImage("audio or video (RIFF)"));
    }

    // Two letters are too short a signature, so the size of the header that follows is checked, too.
    private static Optional<DetectedType> bmp(Bytes bytes) {
        if (!bytes.matches("BM", 0)) return Optional.empty();
        var headerSize = bytes.u32le(14);
        return headerSize >= 12 && headerSize <= 124 ? Optional.of(new Image(ImageFormat.BMP)) : Optional.empty();
    }

    // A drawing is often stored compressed (SVGZ).
    private static Optional<DetectedType> gzip(Bytes bytes) {
        if (!bytes.matches("\u001f\u008b", 0)) return Optional.empty();
        return TextSniffer.detect(new Bytes(inflatedStart(bytes)))
                .filter(Unsupported.class::isInstance)
                .or(() -> Optional.of(new NotAnImage("compressed data (gzip)")));
    }

    private static byte[] inflatedStart(Bytes gzip) {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(gzip.array()))) {
            return in.readNBytes(TextSniffer.PREFIX_SIZE);
        } catch (IOException damage) {
            return new byte[0];
        }
    }

    private static Signature image(String bytes, ImageFormat format) {
        return new Signature(bytes, 0, new Image(format));
    }

    private static Signature unsupported(String bytes, int at, String description) {
        return new Signature(bytes, at, new Unsupported(description));
    }

    /// Files of the ISO base media family (ISO/IEC 14496-12). The brands in their `ftyp` box tell their format.
    static final class IsoBrands {
        private static final List<String> AVIF = List.of("avif", "avis");
        private static final List<String> HEIC =
                List.of("heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs");

        private IsoBrands() {}

        static Optional<DetectedType> detect(Bytes bytes) {
            if (!bytes.matches("ftyp", 4)) return Optional.empty();
            var brands = brands(bytes);
            if (brands.stream().anyMatch(AVIF::contains)) return Optional.of(new Image(ImageFormat.AVIF));
            if (brands.stream().anyMatch(HEIC::contains)) return Optional.of(new Image(ImageFormat.HEIC));
            return Optional.of(other(brands));
        }

        private static DetectedType other(List<String> brands) {
            if (brands.contains("crx ")) return new Unsupported("a camera's raw file (CR3)");
            if (brands.contains("mif1")) return new Unsupported("a HEIF image with an unsupported codec");
            return new NotAnImage("audio or video (MP4)");
        }

        // The major brand is first. The version after it is read as a brand, too, but no version spells one.
        private static List<String> brands(Bytes bytes) {
            var end = Math.min(bytes.u32(0), 256);
            return Stream.concat(
                            Stream.of(bytes.text(8, 4)),
                            LongStream.iterate(16, at -> at + 4 <= end, at -> at + 4)
                                    .mapToObj(at -> bytes.text(at, 4)))
                    .toList();
        }
    }
}
