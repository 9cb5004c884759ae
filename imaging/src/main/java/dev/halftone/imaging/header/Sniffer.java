package dev.halftone.imaging.header;

import dev.halftone.imaging.ImageFormat;
import dev.halftone.imaging.header.Contents.Foreign;
import dev.halftone.imaging.header.Contents.Image;
import dev.halftone.imaging.header.Contents.NoImage;
import java.util.List;
import java.util.Optional;

/// Tells formats apart by their signatures, the most telling first.
final class Sniffer {
    private record Signature(String bytes, int at, Contents contents) {}

    private static final List<Signature> SIGNATURES = List.of(
            image("\u00ff\u00d8\u00ff", ImageFormat.JPEG),
            image("\u0089PNG\r\n\u001a\n", ImageFormat.PNG),
            image("GIF87a", ImageFormat.GIF),
            image("GIF89a", ImageFormat.GIF),
            // A Canon raw file is a TIFF whose first page is a thumbnail: its pixels are not in our reach.
            foreign("CR\u0002\u0000", 8, "a camera's raw file (CR2)"),
            image("II*\u0000", ImageFormat.TIFF),
            image("MM\u0000*", ImageFormat.TIFF),
            image("II+\u0000", ImageFormat.TIFF),
            image("MM\u0000+", ImageFormat.TIFF),
            foreign("%PDF-", 0, "a PDF document"),
            foreign("%!PS", 0, "a PostScript document"),
            foreign("\u00c5\u00d0\u00d3\u00c6", 0, "a PostScript document (EPS)"),
            foreign("8BPS", 0, "a Photoshop document (PSD)"),
            foreign("gimp xcf", 0, "a GIMP document (XCF)"),
            foreign("\u0000\u0000\u0001\u0000", 0, "an icon (ICO)"),
            foreign("\u0000\u0000\u0002\u0000", 0, "a cursor (CUR)"),
            foreign("icns", 0, "an icon (ICNS)"),
            foreign("\u00ff\n", 0, "a JPEG XL picture"),
            foreign("\u0000\u0000\u0000\fJXL \r\n\u0087\n", 0, "a JPEG XL picture"),
            foreign("\u0000\u0000\u0000\fjP  \r\n\u0087\n", 0, "a JPEG 2000 picture"),
            foreign("\u00ffO\u00ffQ", 0, "a JPEG 2000 picture"),
            foreign("II\u00bc\u0001", 0, "a JPEG XR picture"),
            foreign("v/1\u0001", 0, "an OpenEXR picture"),
            foreign("#?RADIANCE", 0, "a Radiance HDR picture"),
            foreign("DDS ", 0, "a DirectDraw texture (DDS)"),
            foreign("qoif", 0, "a QOI picture"),
            foreign("\u008aMNG", 0, "an MNG animation"),
            foreign("AT&TFORM", 0, "a DjVu document"),
            foreign("\u001aE\u00df\u00a3", 0, "a video (WebM or Matroska)"));

    private Sniffer() {}

    static Contents sniff(Bytes bytes) {
        if (bytes.size() == 0) return new NoImage("empty");
        return signature(bytes)
                .or(() -> riff(bytes))
                .or(() -> BaseMedia.contents(bytes))
                .or(() -> bitmap(bytes))
                .or(() -> Text.contents(bytes))
                .orElse(new NoImage("of no known format"));
    }

    private static Optional<Contents> signature(Bytes bytes) {
        return SIGNATURES.stream()
                .filter(signature -> bytes.has(signature.bytes, signature.at))
                .map(Signature::contents)
                .findFirst();
    }

    private static Optional<Contents> riff(Bytes bytes) {
        if (!bytes.has("RIFF", 0)) return Optional.empty();
        return Optional.of(
                bytes.has("WEBP", 8) ? new Image(ImageFormat.WEBP) : new NoImage("a sound or a video (RIFF)"));
    }

    // Two letters are not enough of a signature, so the size of the header that follows is looked at too.
    private static Optional<Contents> bitmap(Bytes bytes) {
        if (!bytes.has("BM", 0)) return Optional.empty();
        var headerSize = bytes.littleU32(14);
        return headerSize >= 12 && headerSize <= 124 ? Optional.of(new Image(ImageFormat.BMP)) : Optional.empty();
    }

    private static Signature image(String bytes, ImageFormat format) {
        return new Signature(bytes, 0, new Image(format));
    }

    private static Signature foreign(String bytes, int at, String what) {
        return new Signature(bytes, at, new Foreign(what));
    }
}
