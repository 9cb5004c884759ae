package dev.halftone.imaging;

import static dev.halftone.imaging.SampleImages.COLOURS;
import static dev.halftone.imaging.SampleImages.CUT_OUT;
import static dev.halftone.imaging.SampleImages.GRAYS;
import static dev.halftone.imaging.SampleImages.kind;
import static dev.halftone.imaging.SampleImages.pixel;

import dev.halftone.imaging.SampleImages.Sample;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/// Sample BMPs: each depth, with masks, in runs, and with the headers of Windows and OS/2.
final class SampleBmps {
    private SampleBmps() {}

    static List<Sample> all() {
        return List.of(
                kind("BMP, 1 bit", BmpFiles.indexed(QuadrantImage.ofSingleSamples(1, 0, 1, 1, 0), 0, 0xFFFFFF), "KWWK"),
                kind("BMP, 4 bits", BmpFiles.indexed(QuadrantImage.ofSingleSamples(4, 0, 1, 2, 3), COLOURS), "RGBW"),
                kind("BMP, 8 bits", BmpFiles.indexed(QuadrantImage.ofSingleSamples(8, 0, 1, 2, 3), GRAYS), "KdlW"),
                kind("BMP, 24 bits", BmpFiles.trueColor(blueFirst()), "RGBW"),
                kind("BMP, from the top", BmpFiles.topDown(blueFirst()), "RGBW"),
                kind("BMP of OS/2", BmpFiles.ofOs2(blueFirst()), "RGBW"),
                kind(
                        "BMP, 16 bits",
                        BmpFiles.masked(
                                16,
                                QuadrantImage.ofSingleSamples(16, 0x00F8, 0xE007, 0x1F00, 0xFFFF)
                                        .rowsOfBitmap(),
                                0xF800,
                                0x7E0,
                                0x1F),
                        "RGBW"),
                kind(
                        "BMP, 32 bits",
                        BmpFiles.masked(
                                32,
                                QuadrantImage.ofSingleSamples(32, 0xFF00, 0xFF0000, 0xFF000000, -1)
                                        .rowsOfBitmap(),
                                0xFF0000,
                                0xFF00,
                                0xFF),
                        "RGBW"),
                kind("BMP, 32 bits and alpha", BmpFiles.withAlpha(CUT_OUT), "RGB."),
                kind("BMP, 2 bits", BmpFiles.indexed(QuadrantImage.ofSingleSamples(2, 0, 1, 2, 3), COLOURS), "RGBW"),
                kind(
                        "BMP, 16 bits without masks",
                        BmpFiles.unmasked(
                                16,
                                QuadrantImage.ofSingleSamples(16, 0x007C, 0xE003, 0x1F00, 0xFF7F)
                                        .rowsOfBitmap()),
                        "RGBW"),
                // The fourth byte is no alpha.
                kind(
                        "BMP, 32 bits without masks",
                        BmpFiles.unmasked(
                                32,
                                QuadrantImage.ofSingleSamples(32, 0xFF00, 0xFF0000, 0xFF000000, 0xFFFFFF00)
                                        .rowsOfBitmap()),
                        "RGBW"),
                kind(
                        "BMP, 32 bits with a mask for alpha only",
                        BmpFiles.maskedInHeader(
                                BmpFiles.V4_HEADER, 32, BmpFiles.NOT_COMPRESSED, translucent(), 0, 0, 0, 0xFF000000),
                        "RGB."),
                kind(
                        "BMP, 16 bits and alpha",
                        BmpFiles.maskedInHeader(
                                BmpFiles.V3_HEADER,
                                16,
                                BmpFiles.BIT_FIELDS,
                                QuadrantImage.ofSingleSamples(16, 0x00FF, 0xF0F0, 0x0FF0, 0xFF0F)
                                        .rowsOfBitmap(),
                                0xF00,
                                0xF0,
                                0xF,
                                0xF000),
                        "RGB."),
                kind(
                        "BMP, 32 bits and alpha after the header",
                        BmpFiles.masked(32, translucent(), 0xFF0000, 0xFF00, 0xFF, 0xFF000000),
                        "RGB."),
                kind("BMP of OS/2, version 2", BmpFiles.ofOs2Version2(64, blueFirst()), "RGBW"),
                kind("BMP of OS/2, version 2, short", BmpFiles.ofOs2Version2(16, blueFirst()), "RGBW"),
                kind("BMP, in runs", inRuns(), "RGBW"),
                kind("BMP, in runs of 4 bits", BmpFiles.runs(BmpFiles.RLE4, runsOfFourBits(), COLOURS), "RGBW"),
                kind("BMP, in runs of 24 bits", BmpFiles.runs(BmpFiles.RLE24, runsOfTrueColor()), "RGBW"));
    }

    private static QuadrantImage blueFirst() {
        return QuadrantImage.of(8, pixel(0, 0, 255), pixel(0, 255, 0), pixel(255, 0, 0), pixel(255, 255, 255));
    }

    // Alpha, red, green and blue, from the lowest byte: blue first.
    private static byte[] translucent() {
        return QuadrantImage.ofSingleSamples(32, 0xFFFF, 0xFF00FF, 0xFF0000FF, 0xFFFFFF00)
                .rowsOfBitmap();
    }

    static ImageBytes inRuns() {
        return BmpFiles.runs(BmpFiles.RLE8, runs(), COLOURS);
    }

    private static byte[] runs() {
        return runs(new byte[] {24, 3, 24, 2}, new byte[] {24, 0, 24, 1});
    }

    // A run has two colors that alternate.
    private static byte[] runsOfFourBits() {
        return runs(new byte[] {24, 0x33, 24, 0x22}, new byte[] {24, 0x00, 24, 0x11});
    }

    private static byte[] runsOfTrueColor() {
        return runs(new byte[] {24, -1, -1, -1, 24, -1, 0, 0}, new byte[] {24, 0, 0, -1, 24, 0, -1, 0});
    }

    // Rows from the bottom: white and blue, then red and green; an end after each row and after all.
    private static byte[] runs(byte[] lower, byte[] upper) {
        var rows = Stream.concat(
                Collections.nCopies(QuadrantImage.HEIGHT / 2, lower).stream(),
                Collections.nCopies(QuadrantImage.HEIGHT / 2, upper).stream());
        return JpegFiles.concat(
                JpegFiles.concat(rows.map(row -> JpegFiles.concat(row, new byte[] {0, 0}))
                        .toArray(byte[][]::new)),
                new byte[] {0, 1});
    }
}
