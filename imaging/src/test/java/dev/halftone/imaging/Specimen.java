package dev.halftone.imaging;

import static dev.halftone.imaging.Pictures.byLibvips;
import static dev.halftone.imaging.Pictures.photo;

import java.io.IOException;
import java.io.UncheckedIOException;

/// A small file of each kind that is worked on, with all that its kind can have: to be damaged.
enum Specimen {
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
    HEIC(ImageFormat.HEIC);

    private final ImageFormat format;

    Specimen(ImageFormat format) {
        this.format = format;
    }

    ImageFormat format() {
        return format;
    }

    boolean moves() {
        return this == WEBP_ANIMATED || this == GIF_ANIMATED;
    }

    ImageBytes bytes() {
        return switch (this) {
            case JPEG_BASELINE -> Jpegs.withOrientation(Pictures.jpeg(photo(32, 24), 90), 6);
            case JPEG_PROGRESSIVE -> Jpegs.withOrientation(Pictures.progressiveJpeg(photo(32, 24)), 3);
            case PNG ->
                Pngs.withGammaOfOldScreens(
                        byLibvips(Pictures.cutOut(16, 16), picture -> picture.save("pngsave_buffer", "")));
            case PNG_INTERLACED ->
                Pngs.withCodePoints(
                        byLibvips(photo(16, 16), picture -> picture.save("pngsave_buffer", "interlace=true")), 9, 14);
            case WEBP_LOSSY -> byLibvips(Pictures.cutOut(24, 16), picture -> picture.save("webpsave_buffer", "Q=70"));
            case WEBP_LOSSLESS ->
                byLibvips(Pictures.cutOut(24, 16), picture -> picture.save("webpsave_buffer", "lossless=true"));
            case WEBP_ANIMATED ->
                Pictures.converted(Gifs.ofSide(16).loopingForEver().frames(3).done(), OutputFormat.WEBP);
            case GIF -> Pictures.coded(photo(16, 16), "gif");
            case GIF_ANIMATED ->
                Gifs.ofSide(12).loopingForEver().comment("hello").frames(3).done();
            case TIFF -> Tiffs.tiled(Pictures.cutOut(24, 16), 16, "LZW");
            case AVIF -> Heifs.withColours(Pictures.avif(Pictures.cutOut(16, 16), 50), 12, 13);
            case BMP -> Pictures.coded(photo(16, 16), "bmp");
            case HEIC -> resource("corners.heic");
        };
    }

    static ImageBytes resource(String name) {
        try (var in = Specimen.class.getResourceAsStream(name)) {
            if (in == null) throw new IllegalArgumentException(name);
            return new ImageBytes(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
