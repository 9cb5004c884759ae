package dev.halftone.acceptance.images;

import dev.halftone.imaging.GifFiles;
import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.SampleImages;
import dev.halftone.imaging.TestImages;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// GIFs, still and animated: partial frames, every disposal, palettes, and damaged.
final class GifCorpus {
    private static final int WIDTH = Scene.WIDTH;
    private static final int HEIGHT = Scene.HEIGHT;
    private static final BufferedImage COLOR = Scene.color();
    private static final BufferedImage CUT_OUT = Scene.hardCutOut();
    private static final BufferedImage PART = COLOR.getSubimage(8, 4, 50, 40);
    private static final BufferedImage CUT_OUT_PART = CUT_OUT.getSubimage(30, 4, 60, 40);

    private GifCorpus() {}

    static Stream<CorpusFile> files() {
        return Stream.of(samples(), stills(), uncovered(), animations(), damaged())
                .flatMap(files -> files);
    }

    private static Stream<CorpusFile> samples() {
        return SampleImages.GIFS.stream().map(sample -> CorpusFile.of("Quarters: " + sample, sample.bytes()));
    }

    private static Stream<CorpusFile> stills() {
        return Stream.of(
                CorpusFile.of("GIF", screen().frame(COLOR, 0, 0).done()),
                CorpusFile.of("GIF of the JDK", TestImages.encode(COLOR, "gif")),
                CorpusFile.of("GIF, interlaced", screen().interlacedFrame(COLOR).done()),
                CorpusFile.of(
                        "GIF, local palette",
                        GifWriter.screenWithoutPalette(WIDTH, HEIGHT)
                                .frameWithPalette(COLOR, 0, 0)
                                .done()),
                CorpusFile.of(
                        "GIF, both palettes",
                        screen().frameWithPalette(COLOR, 0, 0).done()),
                CorpusFile.of(
                        "GIF, no palette",
                        GifWriter.screenWithoutPalette(WIDTH, HEIGHT)
                                .frame(COLOR, 0, 0)
                                .done()),
                CorpusFile.of(
                        "GIF and transparency",
                        screen().control(0, true, 0).frame(CUT_OUT, 0, 0).done()),
                CorpusFile.of(
                        "GIF and transparency, interlaced",
                        screen().control(0, true, 0).interlacedFrame(CUT_OUT).done()),
                CorpusFile.of(
                        "GIF, a delay",
                        screen().control(1, false, 50).frame(COLOR, 0, 0).done()),
                CorpusFile.of(
                        "GIF, looping, one frame",
                        screen().looping(0).frame(COLOR, 0, 0).done()),
                CorpusFile.of(
                        "GIF of 1x1",
                        GifWriter.screen(1, 1).frame(Scene.color(1, 1), 0, 0).done()),
                CorpusFile.of(
                        "GIF of 1x60",
                        GifWriter.screen(1, 60).frame(Scene.color(1, 60), 0, 0).done()),
                CorpusFile.of(
                        "GIF of 17x33",
                        GifWriter.screen(17, 33)
                                .frame(Scene.color(17, 33), 0, 0)
                                .done()),
                CorpusFile.of(
                        "GIF, frame larger than the screen",
                        GifWriter.screen(60, 40).frame(COLOR, 0, 0).done()),
                CorpusFile.of(
                        "GIF, screen of zero size",
                        GifWriter.screen(0, 0).frame(COLOR, 0, 0).done()),
                CorpusFile.of("GIF without frames", screen().done()),
                CorpusFile.of(
                        "GIF, metadata",
                        GifFiles.withMetadata(screen().frame(COLOR, 0, 0).done())));
    }

    private static GifWriter screen() {
        return GifWriter.screen(WIDTH, HEIGHT);
    }

    // No frame covers the screen.
    private static Stream<CorpusFile> uncovered() {
        return IntStream.of(0, 35, 215).boxed().flatMap(background -> {
            var name = "GIF, background " + background + ", ";
            return Stream.of(
                    CorpusFile.of(
                            name + "uncovered screen",
                            background(background).frame(PART, 20, 10).done()),
                    CorpusFile.of(
                            name + "uncovered screen and transparency",
                            background(background)
                                    .control(0, true, 0)
                                    .frame(CUT_OUT_PART, 20, 10)
                                    .done()),
                    CorpusFile.of(
                            name + "uncovered screen, unused transparency",
                            background(background)
                                    .control(0, true, 0)
                                    .frame(PART, 20, 10)
                                    .done()),
                    CorpusFile.of(
                            name + "uncovered screen, animated",
                            background(background)
                                    .looping(0)
                                    .control(1, false, 10)
                                    .frame(PART, 20, 10)
                                    .control(1, false, 10)
                                    .frame(PART, 0, 0)
                                    .done()),
                    CorpusFile.of(
                            name + "frame beyond the screen",
                            background(background).frame(PART, 70, 40).done()),
                    CorpusFile.of(
                            name + "uncovered screen, local palette",
                            GifWriter.screenWithoutPalette(WIDTH, HEIGHT)
                                    .frameWithPalette(PART, 20, background / 10)
                                    .done()));
        });
    }

    private static GifWriter background(int color) {
        return GifWriter.screenWithBackground(WIDTH, HEIGHT, color);
    }

    private static Stream<CorpusFile> animations() {
        return IntStream.rangeClosed(0, 4)
                .boxed()
                .flatMap(disposal -> Stream.of(false, true).flatMap(transparent -> {
                    var name = "GIF, animated, disposal " + disposal + (transparent ? ", transparency" : "");
                    var first = transparent ? CUT_OUT : COLOR;
                    var part = transparent ? CUT_OUT_PART : PART;
                    return Stream.of(
                            CorpusFile.of(
                                    name,
                                    screen().looping(0)
                                            .control(disposal, transparent, 10)
                                            .frame(first, 0, 0)
                                            .control(disposal, transparent, 0)
                                            .frame(part, 30, 20)
                                            .control(disposal, transparent, 10)
                                            .frame(part, 0, 0)
                                            .done()),
                            CorpusFile.of(
                                    name + ", parts",
                                    screen().control(disposal, transparent, 10)
                                            .frame(part, 30, 20)
                                            .control(disposal, transparent, 10)
                                            .frameWithPalette(part, 0, 0)
                                            .done()));
                }));
    }

    private static Stream<CorpusFile> damaged() {
        var gif = screen().frame(COLOR, 0, 0).done();
        return Stream.of(
                CorpusFile.of("GIF without trailer", screen().frame(COLOR, 0, 0).withoutTrailer()),
                CorpusFile.damaged("GIF without its last block's end", cut(gif, gif.size() - 2)),
                CorpusFile.damaged("GIF, its last tenth missing", cut(gif, gif.size() * 9 / 10)),
                CorpusFile.damaged("GIF, its second half missing", cut(gif, gif.size() / 2)),
                CorpusFile.of("GIF, bytes behind its trailer", cut(gif, gif.size() + 40)),
                CorpusFile.of("GIF87a", old(gif)));
    }

    private static ImageBytes cut(ImageBytes gif, int size) {
        return new ImageBytes(Arrays.copyOf(gif.array(), size));
    }

    private static ImageBytes old(ImageBytes gif) {
        var bytes = gif.array().clone();
        bytes[4] = '7';
        return new ImageBytes(bytes);
    }
}
