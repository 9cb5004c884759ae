package dev.halftone.imaging.color;

import dev.halftone.imaging.header.Bytes;
import dev.halftone.imaging.header.IsoBmff;
import dev.halftone.imaging.header.ItemProperties;
import java.util.List;
import java.util.Optional;

/// The `colr` properties of a HEIF file's primary image (ISO/IEC 14496-12 clause 12.1.5): code points, or a profile,
/// which takes precedence. Without them the image is sRGB, whatever the coded data declare (ISO/IEC 23000-22 clause
/// 7.3.6.4).
record HeifColorBox(Bytes heif, List<IsoBmff.Box> meta) {
    private static final int SRGB_PRIMARIES = 1;
    private static final int SRGB_TRANSFER = 13;
    private static final int FULL_RANGE = 0x80;
    private static final int MONOCHROME = 0x10;

    static Optional<ColorEncoding> parse(Bytes heif) {
        return IsoBmff.metaBox(heif)
                .flatMap(meta -> new HeifColorBox(heif, IsoBmff.fullBoxChildren(heif, meta)).parsePrimaryItem());
    }

    /// Whether the primary image is AV1 without color whose numbers have the limited range of television.
    static boolean isLimitedGray(Bytes heif) {
        return IsoBmff.metaBox(heif)
                .map(meta -> new HeifColorBox(heif, IsoBmff.fullBoxChildren(heif, meta)))
                .filter(colorBox -> colorBox.isMonochrome() && colorBox.isLimited())
                .isPresent();
    }

    // The AV1 codec configuration: version, profile and level, then flags (AV1-ISOBMFF clause 2.3.3).
    private boolean isMonochrome() {
        return primaryProperties("av1C").stream().anyMatch(av1c -> (heif.u8(av1c.body() + 2) & MONOCHROME) != 0);
    }

    private boolean isLimited() {
        return primaryProperties("colr").stream()
                .filter(colr -> heif.matches("nclx", colr.body()))
                .findFirst()
                .filter(nclx -> (heif.u8(nclx.body() + 10) & FULL_RANGE) == 0)
                .isPresent();
    }

    private List<IsoBmff.Box> primaryProperties(String type) {
        return primaryItemId().stream()
                .flatMap(item -> new ItemProperties(heif, meta).of(item, type).stream())
                .toList();
    }

    private Optional<ColorEncoding> parsePrimaryItem() {
        var properties = primaryProperties("colr");
        if (properties.stream().anyMatch(colr -> !heif.matches("nclx", colr.body()))) return Optional.empty();
        return properties.stream().findFirst().flatMap(this::fromNclx);
    }

    private Optional<Long> primaryItemId() {
        return IsoBmff.find("pitm", meta)
                .map(pitm -> heif.bigEndian(pitm.body() + 4, heif.u8(pitm.body()) == 0 ? 2 : 4));
    }

    private Optional<ColorEncoding> fromNclx(IsoBmff.Box nclx) {
        return ColorEncoding.Cicp.resolve(primaries(heif.u16(nclx.body() + 4)), transfer(heif.u16(nclx.body() + 6)));
    }

    // Browsers treat unspecified values and the transfer functions of television as sRGB.
    private static int primaries(int value) {
        return value == 2 ? SRGB_PRIMARIES : value;
    }

    private static int transfer(int value) {
        return switch (value) {
            case 1, 2, 6, 14, 15 -> SRGB_TRANSFER;
            default -> value;
        };
    }
}
