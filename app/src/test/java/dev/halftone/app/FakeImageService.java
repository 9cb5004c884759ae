package dev.halftone.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.halftone.engine.processing.ImageJob;
import dev.halftone.engine.processing.ImageService;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.Outcome;
import dev.halftone.engine.request.Outcome.Failed;
import dev.halftone.engine.request.Outcome.Succeeded;
import dev.halftone.engine.storage.ImageFileName;
import dev.halftone.engine.storage.ImageStore;
import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/// An image service that fetches nothing: it publishes the text of the URL as the image. A URL that contains
/// `missing` fails with `http_404` until a test adds it with [#addImage], one
/// that contains `damaged` with `corrupt_image`.
public final class FakeImageService implements ImageService.Synchronous {
    private final ImageStore store;
    private final Set<String> available = ConcurrentHashMap.newKeySet();
    private volatile CountDownLatch gate = new CountDownLatch(0);

    FakeImageService(ImageStore store) {
        this.store = store;
    }

    /// Delays every image until the test opens the gate.
    public void holdUntil(CountDownLatch newGate) {
        gate = newGate;
    }

    /// Lets the URL succeed from now on.
    public void addImage(String url) {
        available.add(url);
    }

    @Override
    public Outcome process(ImageJob job) throws InterruptedException {
        gate.await();
        var url = job.url().text();
        if (url.contains("damaged")) return new Failed(FailureCode.CORRUPT_IMAGE, "the image is damaged");
        return url.contains("missing") && !available.contains(url)
                ? new Failed(FailureCode.http(404), "the server answered 404 Not Found")
                : publish(job, new ImageBytes(url.getBytes(UTF_8)));
    }

    private Outcome publish(ImageJob job, ImageBytes bytes) {
        var name = ImageFileName.of(job.request(), job.image(), ImageFormat.JPEG);
        store.publish(name, bytes);
        return new Succeeded(name.text(), 2L * bytes.size(), bytes.size(), 4, 3);
    }
}
