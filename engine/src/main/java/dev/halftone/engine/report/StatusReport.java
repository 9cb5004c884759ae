package dev.halftone.engine.report;

import dev.halftone.engine.ledger.WebhookDeliveries.Delivery;
import dev.halftone.engine.request.CatalogOptions.ChosenColumns;
import dev.halftone.engine.request.PublicUrl;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.Request.Counts;
import dev.halftone.engine.request.RequestOptions;
import dev.halftone.engine.request.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// The state of a request as the API shows it: the body of the status response, of its events and of its webhook.
///
/// Rows are products, images are places in the CSV, and bytes count each distinct image once.
public record StatusReport(
        String requestId,
        Optional<String> reference,
        Optional<String> filename,
        String status,
        String message,
        Instant createdAt,
        Optional<Instant> expiresAt,
        Optional<Instant> startedAt,
        Optional<Instant> finishedAt,
        Rows rows,
        Images images,
        Bytes bytes,
        Optional<Long> etaSeconds,
        Optional<Long> durationSeconds,
        Optional<Wait> waiting,
        Options options,
        Optional<Webhook> webhook,
        Map<String, String> links) {

    public record Rows(long total, long done) {}

    /// Counts of places in the CSV.
    ///
    /// @param reused places whose image an earlier request published; included in `succeeded`
    /// @param handedOver places whose image is at a service elsewhere; not included in `done`
    public record Images(long total, long done, long succeeded, long failed, long reused, long handedOver) {}

    public record Bytes(long in, long out) {}

    /// What images wait for, while none ends.
    ///
    /// @param host the host of the image that is due first; empty when no host is to blame
    /// @param images how many wait, as far as they were counted; 0 while nothing can be stored
    /// @param nextTryAt when the first of them is due
    public record Wait(String code, String message, Optional<String> host, long images, Optional<Instant> nextTryAt) {
        public static Wait of(Waiting waiting) {
            return new Wait(
                    waiting.code().text(), waiting.message(), waiting.host(), waiting.images(), waiting.nextTry());
        }
    }

    /// What the request's row does not say about its images.
    ///
    /// @param handedOver in how many places of the CSV they are at a service elsewhere
    /// @param imagesPerSecond how fast they end; empty if that is not known
    /// @param waiting what they wait for, while none ends
    public record Activity(long handedOver, OptionalDouble imagesPerSecond, Optional<Waiting> waiting) {
        /// Of a request that has ended.
        public static final Activity NONE = new Activity(0, OptionalDouble.empty(), Optional.empty());
    }

    /// The options of the request.
    ///
    /// @param layout what the file turned out to have
    /// @param imageColumns empty unless columns were chosen
    public record Options(
            int quality,
            int maxWidth,
            int maxHeight,
            String format,
            String cache,
            String layout,
            List<String> imageColumns,
            Optional<String> idColumn,
            Optional<String> nameColumn,
            Optional<String> baseUrl,
            String failed,
            boolean keepColumns,
            Optional<String> sheet) {
        static Options of(RequestOptions options) {
            var recipe = options.recipe();
            var catalog = options.catalog();
            return new Options(
                    recipe.quality(),
                    recipe.maxWidth(),
                    recipe.maxHeight(),
                    recipe.format().text(),
                    options.cacheUse().text(),
                    catalog.layout().text(),
                    catalog.columns().map(ChosenColumns::images).orElse(List.of()),
                    catalog.columns().flatMap(ChosenColumns::id),
                    catalog.columns().flatMap(ChosenColumns::name),
                    catalog.baseUrl(),
                    catalog.failed().text(),
                    catalog.keepColumns(),
                    catalog.sheet());
        }
    }

    public record Webhook(String url, String status, int attempts) {}

    /// Where requests are found, and for how long.
    ///
    /// @param retention how long a request is kept after its end; zero keeps it forever
    public record Availability(PublicUrl url, Duration retention) {

        /// From when on the request may be deleted; absent before its end.
        private Optional<Instant> expiry(Request request) {
            return retention.isZero()
                    ? Optional.empty()
                    : request.times().finished().map(finished -> finished.plus(retention));
        }
    }

    /// The report on a request at `now`.
    ///
    /// @param newest the newest delivery of its webhook, if any
    public static StatusReport of(
            Request request, Activity activity, Optional<Delivery> newest, Availability availability, Instant now) {
        var links = availability
                .url()
                .links(request.id(), request.options().catalog().isWorkbook());
        return of(request, activity, webhook(request, newest), availability.expiry(request), links, now);
    }

    /// The report for those with whom the request is shared: nothing about the webhook, and links that they
    /// may follow.
    public static StatusReport ofShared(Request request, Activity activity, Availability availability, Instant now) {
        var token = request.shareToken().orElseThrow();
        var links = availability.url().links(token, request.options().catalog().isWorkbook());
        return of(request, activity, Optional.empty(), availability.expiry(request), links, now);
    }

    private static StatusReport of(
            Request request,
            Activity activity,
            Optional<Webhook> webhook,
            Optional<Instant> expiry,
            Map<String, String> links,
            Instant now) {
        var counts = request.counts();
        return new StatusReport(
                request.id().text(),
                request.options().name().reference(),
                request.options().name().filename(),
                request.status().text(),
                message(request),
                request.times().created(),
                expiry,
                request.times().started(),
                request.times().finished(),
                new Rows(counts.rows(), counts.rowsDone()),
                new Images(
                        counts.images(),
                        counts.imagesDone(),
                        counts.succeeded(),
                        counts.failed(),
                        counts.reused(),
                        activity.handedOver()),
                new Bytes(counts.bytesIn(), counts.bytesOut()),
                eta(request, activity, now),
                request.times().worked(now).map(Duration::toSeconds),
                activity.waiting().map(Wait::of),
                Options.of(request.options()),
                webhook,
                links);
    }

    private static Optional<Webhook> webhook(Request request, Optional<Delivery> newest) {
        var status = newest.map(delivery -> delivery.status().text()).orElse("pending");
        var attempts = newest.map(Delivery::attempts).orElse(0);
        return request.options().webhook().map(target -> new Webhook(target.url(), status, attempts));
    }

    private static String message(Request request) {
        var counts = request.counts();
        return switch (request.status()) {
            case QUEUED -> "waiting to begin";
            case PROCESSING -> progress(counts);
            case COMPLETED -> counts.failed() == 0 ? "every image succeeded" : progress(counts);
            case CANCELLED -> "cancelled; " + progress(counts);
        };
    }

    private static String progress(Counts counts) {
        var images = counts.images() == 1 ? "image" : "images";
        var done = "%d of %d %s done".formatted(counts.imagesDone(), counts.images(), images);
        return counts.failed() == 0 ? done : done + ", " + counts.failed() + " failed";
    }

    /// The remaining time at the rate of the last seconds, or so far where that is not known; absent before the first
    /// image has ended, and while none ends.
    private static Optional<Long> eta(Request request, Activity activity, Instant now) {
        var counts = request.counts();
        if (request.times().finished().isPresent()) return Optional.of(0L);
        if (activity.waiting().isPresent()) return Optional.empty();
        var rate = activity.imagesPerSecond().orElseGet(() -> rateSoFar(request, now));
        return rate > 0
                ? Optional.of((long) Math.ceil((counts.images() - counts.imagesDone()) / rate))
                : Optional.empty();
    }

    /// Images per second; 0 if it is not known, as in a retry, whose images count from its middle.
    private static double rateSoFar(Request request, Instant now) {
        var elapsed = request.times().worked(now).map(Duration::toMillis).orElse(0L);
        return request.round() > 0 || elapsed == 0 ? 0 : request.counts().imagesDone() * 1_000.0 / elapsed;
    }
}
