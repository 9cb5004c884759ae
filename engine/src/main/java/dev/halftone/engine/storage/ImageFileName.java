package dev.halftone.engine.storage;

import dev.halftone.engine.request.RequestId;
import dev.halftone.engine.request.Sha256;
import dev.halftone.imaging.ImageFormat;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The public file name of a processed image: 32 hexadecimal digits and an extension. No other text is a name, so
/// none can escape the folder.
public record ImageFileName(String text) {
    private static final Pattern NAME = Pattern.compile("[0-9a-f]{32}\\.(jpg|png|webp|avif|gif)");
    private static final int BYTES = 16;

    public ImageFileName {
        if (!isName(text)) throw new IllegalArgumentException("not the file name of a processed image: " + text);
    }

    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /// The name of an image. It is the same for each attempt, so a retry after a crash overwrites the
    /// earlier file. It is a hash, because names are public and request ids are not.
    ///
    /// @param ordinal the number of the image in its request
    public static ImageFileName of(RequestId request, long ordinal, ImageFormat format) {
        var image = "halftone image\0" + request + "\0" + ordinal;
        var hash = Sha256.of(image);
        return new ImageFileName(HexFormat.of().formatHex(hash, 0, BYTES) + "." + format.extension());
    }

    /// Every name under which this image could have been published.
    public static Stream<ImageFileName> candidates(RequestId request, long ordinal) {
        return Stream.of(ImageFormat.JPEG, ImageFormat.PNG, ImageFormat.WEBP, ImageFormat.AVIF, ImageFormat.GIF)
                .map(format -> of(request, ordinal, format));
    }

    public ImageFormat format() {
        return Stream.of(ImageFormat.values())
                .filter(format -> text.endsWith("." + format.extension()))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public String toString() {
        return text;
    }
}
