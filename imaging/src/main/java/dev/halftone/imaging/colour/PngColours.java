package dev.halftone.imaging.colour;

import dev.halftone.imaging.colour.Chromaticities.Point;
import dev.halftone.imaging.header.Bytes;
import dev.halftone.imaging.header.PngChunks;
import java.util.Map;
import java.util.Optional;

/// The colour chunks of a PNG, of which the first goes first that is there: `cICP`, `iCCP`, `sRGB`, then `gAMA` with or
/// without `cHRM` (PNG 3rd edition, clause 4.3). A `cHRM` without `gAMA` is ignored, as browsers do.
record PngColours(Bytes png, Map<String, Integer> chunks) {
    private static final double UNIT = 100_000;

    static Optional<Colours> told(Bytes png) {
        return new PngColours(png, PngChunks.beforePixels(png)).told();
    }

    private Optional<Colours> told() {
        var numbered = numbered();
        if (numbered.isPresent()) return numbered;
        if (chunks.containsKey("iCCP")) return Optional.empty();
        return chunks.containsKey("sRGB") ? Optional.of(Colours.SRGB) : measured();
    }

    // Primaries and transfer; no matrix; the full range of numbers.
    private Optional<Colours> numbered() {
        return place("cICP")
                .filter(at -> png.u8(at + 2) == 0 && png.u8(at + 3) == 1)
                .flatMap(at -> CodePoints.colours(png.u8(at), png.u8(at + 1)));
    }

    // gAMA is the exponent by which light became numbers.
    private Optional<Colours> measured() {
        var primaries = place("cHRM").map(this::chromaticities).filter(Chromaticities::arePlausible);
        return place("gAMA")
                .map(at -> UNIT / png.u32(at))
                .filter(exponent -> exponent > 0.1 && exponent < 10)
                .map(exponent -> new Colours(primaries.orElse(Chromaticities.SRGB), new Curve.Power(exponent)));
    }

    // White stands first.
    private Chromaticities chromaticities(int at) {
        return new Chromaticities(point(at + 8), point(at + 16), point(at + 24), point(at));
    }

    private Point point(int at) {
        return new Point(png.u32(at) / UNIT, png.u32(at + 4) / UNIT);
    }

    private Optional<Integer> place(String type) {
        return Optional.ofNullable(chunks.get(type));
    }
}
