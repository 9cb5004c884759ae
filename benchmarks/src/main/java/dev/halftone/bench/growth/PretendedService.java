package dev.halftone.bench.growth;

import dev.halftone.engine.processing.ImageJob;
import dev.halftone.engine.processing.ImageService;
import dev.halftone.engine.request.Outcome;
import dev.halftone.engine.storage.ImageFileName;
import dev.halftone.imaging.ImageFormat;
import java.time.Duration;

/// Takes a moment for an image, and says that it is done: there is none.
record PretendedService(Duration time) implements ImageService {

    @Override
    public Outcome process(ImageJob job) throws InterruptedException {
        Thread.sleep(time);
        var name = ImageFileName.of(job.request(), job.image(), ImageFormat.JPEG);
        return new Outcome.Succeeded(name.text(), 250_000, 90_000, 1200, 840);
    }
}
