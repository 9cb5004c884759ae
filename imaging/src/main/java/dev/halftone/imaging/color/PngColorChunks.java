package dev.halftone.imaging.color;

import dev.halftone.imaging.color.Chromaticities.Point;
import dev.halftone.imaging.header.Bytes;
import dev.halftone.imaging.header.ImageHeader;
import java.util.Map;
import java.util.Optional;

/// The color chunks of a PNG, in order of precedence: `cICP`, `iCCP`, `sRGB`, then `gAMA` with or without `cHRM` (PNG
/// 3rd edition, clause 4.3). A `cHRM` without `gAMA` is ignored, as browsers do.
record PngColorChunks(Bytes png, Map<String, Integer> chunks) {
    private static final double SCALE = 100_000;

    static Optional<ColorEncoding> parse(Bytes png) {
        return new PngColorChunks(png, ImageHeader.PngChunks.offsetsBeforeIdat(png)).parse();
    }

    private Optional<ColorEncoding> parse() {
        var numbered = fromCicp();
        if (numbered.isPresent()) return numbered;
        if (chunks.containsKey("iCCP")) return Optional.empty();
        return chunks.containsKey("sRGB") ? Optional.of(ColorEncoding.SRGB) : fromGamma();
    }

    // Primaries and transfer function, no matrix, full range.
    private Optional<ColorEncoding> fromCicp() {
        return offset("cICP")
                .filter(at -> png.u8(at + 2) == 0 && png.u8(at + 3) == 1)
                .flatMap(at -> ColorEncoding.Cicp.resolve(png.u8(at), png.u8(at + 1)));
    }

    // gAMA is the exponent that converted light to numbers.
    private Optional<ColorEncoding> fromGamma() {
        var primaries = offset("cHRM").map(this::chromaticities).filter(Chromaticities::isPlausible);
        return offset("gAMA")
                .map(at -> SCALE / png.u32(at))
                .filter(exponent -> exponent > 0.1 && exponent < 10)
                .map(exponent ->
                        new ColorEncoding(primaries.orElse(Chromaticities.SRGB), new TransferFunction.Power(exponent)));
    }

    // White is first.
    private Chromaticities chromaticities(int at) {
        return new Chromaticities(point(at + 8), point(at + 16), point(at + 24), point(at));
    }

    private Point point(int at) {
        return new Point(png.u32(at) / SCALE, png.u32(at + 4) / SCALE);
    }

    private Optional<Integer> offset(String type) {
        return Optional.ofNullable(chunks.get(type));
    }
}
