package dev.halftone.engine.processing;

import dev.halftone.engine.limit.FairnessKey;
import dev.halftone.engine.limit.MemoryReservation;
import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.Recipe;
import dev.halftone.imaging.Recompressed;

/// The codec of this process, and the memory budget of its images, for an image that belongs to no request. It waits
/// in the same queues as the images of requests, and a crash is isolated in the same way.
public interface LocalCodec {

    /// Creates a reservation that holds nothing yet. Close it when the image needs no more memory.
    MemoryReservation reserve(FairnessKey fairness);

    /// Waits for a codec, then for the result. An interrupt abandons the result.
    Recompressed recompress(ImageBytes source, Recipe recipe, FairnessKey fairness) throws InterruptedException;
}
