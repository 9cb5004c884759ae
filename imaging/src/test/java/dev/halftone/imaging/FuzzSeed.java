package dev.halftone.imaging;

import static dev.halftone.imaging.TestImages.photo;
import static dev.halftone.imaging.TestImages.withLibvips;

import java.io.IOException;
import java.io.UncheckedIOException;

/// A small file of each supported kind, with every feature of its kind, to be damaged.
enum FuzzSeed {
    JPEG_BASELINE(ImageFormat.JPEG),
    JPEG_PROGRESSIVE(ImageFormat.JPEG),
    PNG(ImageFormat.PNG),
    PNG_INTERLACED(ImageFormat.PNG),
    WEBP_LOSSY(ImageFormat.WEBP),
    WEBP_LOSSLESS(ImageFormat.WEBP),
    WEBP_ANIMATED(ImageFormat.WEBP),
    GIF(ImageFormat.GIF),
    GIF_ANIMATED(ImageFormat.GIF),
    TIFF(ImageFormat.TIFF),
    AVIF(ImageFormat.AVIF),
    BMP(ImageFormat.BMP),
    BMP_IN_RUNS(ImageFormat.BMP),
    HEIC(ImageFormat.HEIC);

    private final ImageFormat format;

    FuzzSeed(ImageFormat format) {
        this.format = format;
    }

    ImageFormat format() {
        return format;
    }

    boolean isAnimated() {
        return this == WEBP_ANIMATED || this == GIF_ANIMATED;
    }

    ImageBytes bytes() {
        return switch (this) {
            case JPEG_BASELINE -> JpegFiles.withOrientation(TestImages.jpeg(photo(32, 24), 90), 6);
            case JPEG_PROGRESSIVE -> JpegFiles.withOrientation(TestImages.progressiveJpeg(photo(32, 24)), 3);
            case PNG ->
                PngFiles.withGammaOfOldScreens(
                        withLibvips(TestImages.cutOut(16, 16), vipsImage -> vipsImage.save("pngsave_buffer", "")));
            case PNG_INTERLACED ->
                PngFiles.withCodePoints(
                        withLibvips(photo(16, 16), vipsImage -> vipsImage.save("pngsave_buffer", "interlace=true")),
                        9,
                        14);
            case WEBP_LOSSY ->
                withLibvips(TestImages.cutOut(24, 16), vipsImage -> vipsImage.save("webpsave_buffer", "Q=70"));
            case WEBP_LOSSLESS ->
                withLibvips(TestImages.cutOut(24, 16), vipsImage -> vipsImage.save("webpsave_buffer", "lossless=true"));
            case WEBP_ANIMATED ->
                TestImages.convert(
                        GifFiles.ofSide(16).loopingForEver().frames(3).done(), Recipe.OutputFormat.WEBP);
            case GIF -> TestImages.encode(photo(16, 16), "gif");
            case GIF_ANIMATED ->
                GifFiles.ofSide(12).loopingForEver().comment("hello").frames(3).done();
            case TIFF -> TiffFiles.tiled(TestImages.cutOut(24, 16), 16, "LZW");
            case AVIF -> HeifFiles.withColors(TestImages.avif(TestImages.cutOut(16, 16), 50), 12, 13);
            case BMP -> TestImages.encode(photo(16, 16), "bmp");
            case BMP_IN_RUNS -> SampleBmps.inRuns();
            case HEIC -> resource("corners.heic");
        };
    }

    static ImageBytes resource(String name) {
        try (var in = FuzzSeed.class.getResourceAsStream(name)) {
            if (in == null) throw new IllegalArgumentException(name);
            return new ImageBytes(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
