package dev.halftone.imaging.color;

import dev.halftone.imaging.header.Bytes;
import dev.halftone.imaging.header.IsoBmff;
import dev.halftone.imaging.header.ItemProperties;
import java.util.List;
import java.util.Optional;

/// The properties `colr` of a HEIF file's primary picture (ISO/IEC 14496-12 clause 12.1.5): code points, or a profile,
/// which goes first. Where the file has none of them, what the coded data may say is not asked: it is sRGB then
/// (ISO/IEC 23000-22 clause 7.3.6.4).
record HeifColorBox(Bytes heif, List<IsoBmff.Box> meta) {
    private static final int SRGB_PRIMARIES = 1;
    private static final int SRGB_TRANSFER = 13;

    static Optional<ColorEncoding> parse(Bytes heif) {
        return IsoBmff.metaBox(heif)
                .flatMap(meta -> new HeifColorBox(heif, IsoBmff.fullBoxChildren(heif, meta)).parsePrimaryItem());
    }

    private Optional<ColorEncoding> parsePrimaryItem() {
        var properties = primaryItemId().stream()
                .flatMap(item -> new ItemProperties(heif, meta).of(item, "colr").stream())
                .toList();
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

    // Whatever is unspecified is as in sRGB, browsers say, and so is what cameras for television do.
    private static int primaries(int told) {
        return told == 2 ? SRGB_PRIMARIES : told;
    }

    private static int transfer(int told) {
        return switch (told) {
            case 1, 2, 6, 14, 15 -> SRGB_TRANSFER;
            default -> told;
        };
    }
}
