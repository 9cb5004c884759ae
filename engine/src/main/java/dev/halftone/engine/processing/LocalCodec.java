package dev.halftone.engine.processing;

import dev.halftone.engine.limit.FairnessKey;
import dev.halftone.engine.limit.MemoryReservation;
import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.Recipe;
import dev.halftone.imaging.Recompressed;

/// Gives images that belong to no request access to this process's codec and memory budget. They wait in the same
/// queues as images of requests, and their crashes are isolated in the same way.
public interface LocalCodec {

    /// Creates a reservation that holds nothing yet. Close it when the image needs no more memory.
    MemoryReservation reserve(FairnessKey fairness);

    /// Waits for a codec, then for the result. An interrupt abandons the result.
    Recompressed recompress(ImageBytes source, Recipe recipe, FairnessKey fairness) throws InterruptedException;
}
