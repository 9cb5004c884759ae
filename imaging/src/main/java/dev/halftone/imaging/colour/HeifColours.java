package dev.halftone.imaging.colour;

import dev.halftone.imaging.header.Bytes;
import dev.halftone.imaging.header.IsoBox;
import dev.halftone.imaging.header.IsoBoxes;
import dev.halftone.imaging.header.ItemProperties;
import java.util.List;
import java.util.Optional;

/// The properties `colr` of a HEIF file's primary picture (ISO/IEC 14496-12 clause 12.1.5): code points, or a profile,
/// which goes first. Where the file has none of them, what the coded data may say is not asked: it is sRGB then
/// (ISO/IEC 23000-22 clause 7.3.6.4).
record HeifColours(Bytes heif, List<IsoBox> meta) {
    private static final int PRIMARIES_OF_SRGB = 1;
    private static final int TRANSFER_OF_SRGB = 13;

    static Optional<Colours> told(Bytes heif) {
        return IsoBoxes.meta(heif).flatMap(meta -> new HeifColours(heif, IsoBoxes.inFullBox(heif, meta)).ofPrimary());
    }

    private Optional<Colours> ofPrimary() {
        var properties = primary().stream()
                .flatMap(item -> new ItemProperties(heif, meta).of(item, "colr").stream())
                .toList();
        if (properties.stream().anyMatch(colr -> !heif.has("nclx", colr.body()))) return Optional.empty();
        return properties.stream().findFirst().flatMap(this::numbered);
    }

    private Optional<Long> primary() {
        return IsoBoxes.first("pitm", meta)
                .map(pitm -> heif.number(pitm.body() + 4, heif.u8(pitm.body()) == 0 ? 2 : 4));
    }

    private Optional<Colours> numbered(IsoBox nclx) {
        return CodePoints.colours(primaries(heif.u16(nclx.body() + 4)), transfer(heif.u16(nclx.body() + 6)));
    }

    // Whatever is unspecified is as in sRGB, browsers say, and so is what cameras for television do.
    private static int primaries(int told) {
        return told == 2 ? PRIMARIES_OF_SRGB : told;
    }

    private static int transfer(int told) {
        return switch (told) {
            case 1, 2, 6, 14, 15 -> TRANSFER_OF_SRGB;
            default -> told;
        };
    }
}
