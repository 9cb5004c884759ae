package dev.halftone.engine;

import dev.halftone.engine.processing.ImageJob;
import dev.halftone.engine.processing.ImageService;
import dev.halftone.engine.request.Outcome;
import dev.halftone.engine.request.Outcome.Succeeded;
import dev.halftone.engine.storage.ImageFileName;
import dev.halftone.engine.storage.ImageStore;
import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/// An image service that fetches nothing: it publishes the URL itself as the picture, unless told otherwise of a URL.
final class Studio implements ImageService {
    private final Map<String, ConcurrentLinkedQueue<Outcome>> scripted = new ConcurrentHashMap<>();
    private final Map<String, Integer> jobs = new ConcurrentHashMap<>();
    private final ImageStore store;
    private volatile Optional<CountDownLatch> hanging = Optional.empty();
    private volatile CountDownLatch doors = new CountDownLatch(0);

    Studio(ImageStore store) {
        this.store = store;
    }

    /// For this URL, these outcomes in turn, and success after them.
    void answers(String url, Outcome... outcomes) {
        scripted.put(url, new ConcurrentLinkedQueue<>(List.of(outcomes)));
    }

    /// Holds every image back until the latch is open.
    void waitsFor(CountDownLatch latch) {
        doors = latch;
    }

    /// Publishes every image and never comes to say so; opens the latch once it has published one.
    void hangsOncePublished(CountDownLatch published) {
        hanging = Optional.of(published);
    }

    int jobsFor(String url) {
        return jobs.getOrDefault(url, 0);
    }

    @Override
    public Outcome process(ImageJob job) throws InterruptedException {
        doors.await();
        jobs.merge(job.url().text(), 1, Integer::sum);
        var outcomes = scripted.get(job.url().text());
        var outcome = outcomes == null ? null : outcomes.poll();
        var end = outcome == null ? publish(job) : outcome;
        if (hanging.isPresent()) hang(hanging.get());
        return end;
    }

    private static void hang(CountDownLatch published) throws InterruptedException {
        published.countDown();
        new CountDownLatch(1).await();
    }

    private Outcome publish(ImageJob job) {
        var name = ImageFileName.of(job.request(), job.image(), ImageFormat.JPEG);
        var bytes = new ImageBytes(job.url().text().getBytes(StandardCharsets.UTF_8));
        if (!(store.publish(name, bytes) instanceof ImageStore.PublishResult.Done))
            throw new IllegalStateException("not published");
        return new Succeeded(name.text(), 2L * bytes.size(), bytes.size(), 4, 3);
    }
}
