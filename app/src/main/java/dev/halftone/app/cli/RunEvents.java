package dev.halftone.app.cli;

import dev.halftone.engine.RequestService.ProductView;
import dev.halftone.engine.ledger.ImageRow.Failure;
import dev.halftone.engine.ledger.Products.Place;
import dev.halftone.engine.report.ReportJson;
import dev.halftone.engine.report.StatusReport;
import dev.halftone.engine.request.PublishedImage;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.Request.Counts;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/// Prints one JSON object a line on standard output. Fields are named as in the HTTP API.
final class RunEvents implements RunPrinter {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final PrintStream out;
    private final JsonMapper mapper = ReportJson.mapper();

    RunEvents(PrintStream out) {
        this.out = out;
    }

    @Override
    public ProgressDisplay progress(FolderJob job) {
        return new ProgressEvents(this, job);
    }

    @Override
    public void end(FolderJob job, Ended ended) {
        print(SummaryEvent.of(job, ended));
    }

    /// JSON is always UTF-8 (RFC 8259 §8.1), even if the terminal is not. Flushes each line, so that a pipe gets it
    /// immediately.
    private void print(Object event) {
        var line = mapper.writeValueAsBytes(event);
        out.write(line, 0, line.length);
        out.write('\n');
        out.flush();
    }

    /// Prints the images that have ended and the progress, once a second.
    static final class ProgressEvents implements ProgressDisplay {
        private final RunEvents events;
        private final FolderJob job;
        private final EndedImages endedImages;
        private Duration next = Duration.ZERO;

        private ProgressEvents(RunEvents events, FolderJob job) {
            this.events = events;
            this.job = job;
            this.endedImages = new EndedImages(job.requests());
        }

        @Override
        public void show(Progress progress) {
            if (progress.elapsed().compareTo(next) < 0) return;
            end(progress);
            next = progress.elapsed().plus(INTERVAL);
        }

        @Override
        public void end(Progress progress) {
            var request = job.reload();
            endedImages.report(request, (product, place) -> events.print(ImageEvent.of(request, product, place)));
            events.print(ProgressEvent.of(progress));
        }
    }

    private record Rows(long total, long done) {
        static Rows of(Counts counts) {
            return new Rows(counts.rows(), counts.rowsDone());
        }
    }

    private record Images(long total, long done, long succeeded, long failed, long reused) {
        static Images of(Counts counts) {
            return new Images(
                    counts.images(), counts.imagesDone(), counts.succeeded(), counts.failed(), counts.reused());
        }
    }

    private record Bytes(long in, long out) {
        static Bytes of(Counts counts) {
            return new Bytes(counts.bytesIn(), counts.bytesOut());
        }
    }

    /// @param waiting what images wait for, while none ends
    private record ProgressEvent(
            String event,
            Rows rows,
            Images images,
            Bytes bytes,
            double imagesPerSecond,
            Optional<Long> etaSeconds,
            Optional<StatusReport.Wait> waiting) {

        static ProgressEvent of(Progress progress) {
            return new ProgressEvent(
                    "progress",
                    Rows.of(progress.counts()),
                    Images.of(progress.counts()),
                    Bytes.of(progress.counts()),
                    Math.round(progress.imagesPerSecond() * 10) / 10.0,
                    progress.remaining().map(Duration::toSeconds),
                    progress.waiting().map(StatusReport.Wait::of));
        }
    }

    private record ImageEvent(
            String event,
            String serialNumber,
            int position,
            String inputUrl,
            Optional<String> outputUrl,
            String status,
            Optional<String> code,
            Optional<String> message,
            Optional<Bytes> bytes) {

        static ImageEvent of(Request request, ProductView product, Place place) {
            var image = place.image();
            var published = image.published();
            return new ImageEvent(
                    "image",
                    product.product().serialNumber(),
                    place.position(),
                    image.url(),
                    published.map(PublishedImage::fileName).map(request.imageBaseUrl()::concat),
                    image.status().text(),
                    image.failure().map(Failure::code),
                    image.failure().map(Failure::message),
                    published.map(found -> new Bytes(found.bytesIn(), found.bytesOut())));
        }
    }

    /// @param failures the most frequent first
    /// @param failedCsv absent when no image failed
    /// @param removedImages how many images of earlier jobs were removed
    private record SummaryEvent(
            String event,
            String status,
            Rows rows,
            Images images,
            Bytes bytes,
            List<FailureGroup> failures,
            String outputCsv,
            Optional<String> failedCsv,
            String imagesFolder,
            long removedImages) {

        record FailureGroup(String code, long images, String message) {}

        static SummaryEvent of(FolderJob job, Ended ended) {
            var counts = ended.counts();
            var folder = job.folder();
            return new SummaryEvent(
                    "summary",
                    ended.request().status().text(),
                    Rows.of(counts),
                    Images.of(counts),
                    Bytes.of(counts),
                    job.requests().failures(ended.request()).stream()
                            .map(group -> new FailureGroup(
                                    group.code().text(),
                                    group.images(),
                                    FailureSentence.of(group.code().text())))
                            .toList(),
                    folder.csv().toString(),
                    Optional.of(folder.failures().toString()).filter(_ -> counts.failed() > 0),
                    folder.images().toString(),
                    ended.removed());
        }
    }
}
