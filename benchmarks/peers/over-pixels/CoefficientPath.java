package dev.halftone.imaging.jpeg;

import dev.halftone.imaging.CodecPath;
import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageLimits;
import dev.halftone.imaging.PathResult;
import dev.halftone.imaging.Recipe;
import java.util.OptionalLong;

/// Replaces the class of the same name by coming first on the class path, and declines every JPEG. The rest of
/// Halftone is unchanged, so this is Halftone without the coefficient path.
public final class CoefficientPath {

    public CoefficientPath(ImageLimits limits) {}

    public PathResult transcode(ImageBytes source, Recipe recipe) {
        return new PathResult.Declined(CodecPath.CODING);
    }

    public OptionalLong workingMemory(ImageBytes source, Recipe recipe) {
        return OptionalLong.empty();
    }

    public ImageBytes withEndMarker(ImageBytes source) {
        return source;
    }

    public boolean hasOnlyCodedData(ImageBytes source) {
        return true;
    }
}
