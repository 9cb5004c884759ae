package dev.halftone.acceptance.images;

import dev.halftone.acceptance.images.BrowserDecoder.Decoded;
import dev.halftone.acceptance.images.CorpusFile.Reference;
import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageFormat;
import dev.halftone.imaging.Recompressed;
import dev.halftone.imaging.Recompressed.Done;
import dev.halftone.imaging.Recompressed.Refused;
import dev.halftone.imaging.Recompressor;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A file of the corpus, and what some paths make of it.
record Publication(CorpusFile file, Map<ConversionPath, Recompressed> results) {
    // The order of what is decoded.
    private static final int SOURCE = 0;
    private static final int FIRST_RESULT = 1;

    static Publication of(CorpusFile file, Recompressor recompressor, Set<ConversionPath> paths) {
        var results = new EnumMap<ConversionPath, Recompressed>(ConversionPath.class);
        for (var path : paths) results.put(path, recompressor.recompress(file.bytes(), path.recipe()));
        return new Publication(file, results);
    }

    /// What is wrong with the results, by path. A path whose result is right is left out.
    ///
    /// @param decoded [#images] as the browser shows them
    Map<ConversionPath, String> faults(List<Decoded> decoded) {
        var faults = new EnumMap<ConversionPath, String>(ConversionPath.class);
        var published = decoded.listIterator(FIRST_RESULT);
        for (var path : results.keySet())
            fault(path, decoded.get(SOURCE), published.next()).ifPresent(fault -> faults.put(path, fault));
        return faults;
    }

    /// What is compared: the source, and the result of each path.
    List<ImageBytes> images() {
        var images = new ArrayList<ImageBytes>();
        images.add(file.reference() instanceof Reference.SameAs(var sound) ? sound : file.bytes());
        for (var result : results.values())
            images.add(result instanceof Done done ? done.bytes() : new ImageBytes(new byte[0]));
        return images;
    }

    private Optional<String> fault(ConversionPath path, Decoded source, Decoded published) {
        return switch (file.reference()) {
            case Reference.InBrowser() -> faultOf(path, source, published);
            case Reference.SameAs _ -> faultOf(path, source, published);
            case Reference.Known(var picture) -> faultOf(path, picture, published);
            case Reference.RefusedOrAsShown()
            when results.values().stream().allMatch(Refused.class::isInstance) -> Optional.empty();
            case Reference.RefusedOrAsShown() ->
                source instanceof Decoded.Part(var picture)
                        ? faultOf(path, picture, published)
                        : faultOf(path, source, published);
            case Reference.Refusal(var reason, var message) ->
                results.get(path) instanceof Refused refused
                                && refused.reason() == reason
                                && refused.message().contains(message)
                        ? Optional.empty()
                        : Optional.of("is not refused as " + reason + ": " + message + ", but " + described(path));
        };
    }

    private Optional<String> faultOf(ConversionPath path, Decoded source, Decoded published) {
        return switch (source) {
            case Decoded.Whole(var picture) -> faultOf(path, picture, published);
            case Decoded.Part _
            when results.get(path) instanceof Done -> Optional.of("is not shown whole, but " + described(path));
            case Decoded.Nothing()
            when results.get(path) instanceof Done && !(published instanceof Decoded.Whole) ->
                Optional.of("is " + described(path) + ", which the browser does not show");
            case Decoded.Part _, Decoded.Nothing() -> Optional.empty();
        };
    }

    private Optional<String> faultOf(ConversionPath path, Picture expected, Decoded published) {
        if (!(results.get(path) instanceof Done done)) return Optional.of("is shown, but " + described(path));
        if (!(published instanceof Decoded.Whole(var picture)))
            return Optional.of("is " + described(path) + ", which the browser does not show");
        // JPEG has no alpha; transparent parts become white.
        var source = done.format() == ImageFormat.JPEG ? expected.overWhite() : expected;
        if (!path.hasRightSize(source, picture))
            return Optional.of("is " + source.width() + "x" + source.height() + " pixels, but " + described(path));
        if (picture.isBlank() && !source.isBlank()) return Optional.of("is " + described(path) + ", and is blank");
        var difference = PictureDifference.between(source, picture);
        return difference.isSmall()
                ? Optional.empty()
                : Optional.of("is " + described(path) + ", and looks different: " + difference);
    }

    private String described(ConversionPath path) {
        return switch (results.get(path)) {
            case Done(var bytes, var format, var width, var height) ->
                "published as " + format + " of " + width + "x" + height + " pixels in " + bytes;
            case Refused(var reason, var message) -> "refused as " + reason + ": " + message;
            case null -> throw new IllegalStateException("no result by " + path);
        };
    }
}
