package dev.halftone.imaging.header;

import dev.halftone.imaging.ImageFormat;
import dev.halftone.imaging.header.Contents.Foreign;
import dev.halftone.imaging.header.Contents.Image;
import dev.halftone.imaging.header.Contents.NoImage;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Files of the ISO base media family (ISO/IEC 14496-12), which say what they are by the brands in their `ftyp` box.
final class BaseMedia {
    private static final List<String> AVIF = List.of("avif", "avis");
    private static final List<String> HEIC = List.of("heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs");

    private BaseMedia() {}

    static Optional<Contents> contents(Bytes bytes) {
        if (!bytes.has("ftyp", 4)) return Optional.empty();
        var brands = brands(bytes);
        if (brands.stream().anyMatch(AVIF::contains)) return Optional.of(new Image(ImageFormat.AVIF));
        if (brands.stream().anyMatch(HEIC::contains)) return Optional.of(new Image(ImageFormat.HEIC));
        return Optional.of(other(brands));
    }

    private static Contents other(List<String> brands) {
        if (brands.contains("crx ")) return new Foreign("a camera's raw file (CR3)");
        if (brands.contains("mif1")) return new Foreign("a HEIF picture of a rare coding");
        return new NoImage("a video or a sound (MP4)");
    }

    // The major brand stands first; the version that follows it is no brand, but no version spells one either.
    private static List<String> brands(Bytes bytes) {
        var end = Math.min(bytes.u32(0), 256);
        return Stream.concat(
                        Stream.of(bytes.text(8, 4)),
                        LongStream.iterate(16, at -> at + 4 <= end, at -> at + 4)
                                .mapToObj(at -> bytes.text(at, 4)))
                .toList();
    }
}
