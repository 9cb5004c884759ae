package dev.halftone.engine;

import dev.halftone.engine.limit.FairnessKey;
import dev.halftone.engine.limit.PrioritySemaphore;
import dev.halftone.engine.processing.LocalCodec;
import dev.halftone.engine.request.ResourceFault;
import dev.halftone.imaging.Recipe;
import dev.halftone.imaging.Recompressed;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Compresses single images as requests would, without storing them.
///
/// 1. An owner may have a few previews [open][#open] at a time, which limits their space on disk.
/// 2. A few previews are coded at once, in turns by owner.
/// 3. When its turn comes, a preview waits for memory and a codec, as the image of a request does.
public final class PreviewService {
    /// Previews go ahead of nearly all images of requests. With this limit, requests keep half of the codec threads,
    /// or every other turn on a single thread.
    static final int PREVIEWS_AT_ONCE = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    static final int MAX_OPEN_OF_AN_OWNER = 8;

    /// Proxies give up after a minute.
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(50);

    private final Optional<LocalCodec> codec;
    private final long maxImageBytes;
    private final Limits limits;
    private final PrioritySemaphore turns;
    private final Map<String, Integer> open = new HashMap<>();

    /// @param codec empty when images are processed elsewhere
    PreviewService(Optional<LocalCodec> codec, long maxImageBytes, Limits limits) {
        this.codec = codec;
        this.maxImageBytes = maxImageBytes;
        this.limits = limits;
        this.turns = new PrioritySemaphore(limits.atOnce());
    }

    /// How many previews there may be.
    ///
    /// @param atOnce how many are coded at once
    /// @param openOfAnOwner how many an owner may have open, from upload to download
    /// @param longestWait how long the result may take after the last byte of the upload
    record Limits(int atOnce, int openOfAnOwner, Duration longestWait) {
        static Limits defaults() {
            return new Limits(PREVIEWS_AT_ONCE, MAX_OPEN_OF_AN_OWNER, LONGEST_WAIT);
        }
    }

    /// The result of compressing an image.
    public sealed interface Result {

        /// The image that a request would publish.
        ///
        /// @param content available until the preview is closed
        record Compressed(String mediaType, long bytes, Content content) implements Result {}

        /// A request would refuse it too.
        ///
        /// @param message the one it would get in a request
        record Refused(String message) implements Result {}

        record TooLarge(long maxBytes) implements Result {}

        /// Its turn did not come in time.
        record Busy() implements Result {}

        /// This machine lacks something, such as disk space.
        ///
        /// @param message safe to show to clients
        record Unavailable(String message) implements Result {}

        /// Images are processed elsewhere, so there are no previews.
        record Elsewhere() implements Result {}
    }

    /// The bytes of a compressed image.
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /// The largest image, in bytes.
    public long maxImageBytes() {
        return maxImageBytes;
    }

    /// How many previews an owner may have open.
    public int maxOpen() {
        return limits.openOfAnOwner();
    }

    /// How many previews wait for their turn.
    int waiting() {
        return turns.waiting();
    }

    /// Opens a preview, which its caller closes.
    ///
    /// @param owner who asks; empty on a server without API keys
    /// @return empty when the owner has as many open as allowed
    public synchronized Optional<Preview> open(String owner) {
        var others = open.getOrDefault(owner, 0);
        if (others >= limits.openOfAnOwner()) return Optional.empty();
        open.put(owner, others + 1);
        // An owner's second preview waits behind the first ones of other owners.
        return Optional.of(new Preview(new FairnessKey(owner, others)));
    }

    private synchronized void closed(String owner) {
        open.computeIfPresent(owner, (_, count) -> count == 1 ? null : count - 1);
    }

    /// A preview of one image.
    public final class Preview implements AutoCloseable {
        private final FairnessKey fairness;
        private Optional<ScratchImage> scratch = Optional.empty();

        private Preview(FairnessKey fairness) {
            this.fairness = fairness;
        }

        /// Compresses an image. Blocks; call it once.
        ///
        /// @throws IOException when the client's stream breaks off
        public Result compress(InputStream image, Recipe recipe) throws IOException {
            if (codec.isEmpty()) return new Result.Elsewhere();
            try {
                var file = ScratchImage.create();
                scratch = Optional.of(file);
                return file.receive(image, maxImageBytes)
                        ? compressInTime(file, recipe, codec.get())
                        : new Result.TooLarge(maxImageBytes);
            } catch (UncheckedIOException e) {
                return unavailable(e).orElseThrow(() -> e);
            }
        }

        private Result compressInTime(ScratchImage file, Recipe recipe, LocalCodec local) throws IOException {
            var work = new FutureTask<>(() -> compressInTurn(file, recipe, local));
            Thread.ofVirtual().name("preview").start(work);
            try {
                return work.get(limits.longestWait().toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                return new Result.Busy();
            } catch (ExecutionException e) {
                return unavailable(e)
                        .orElseThrow(() -> new IllegalStateException("a preview failed unexpectedly", e.getCause()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted before the image was compressed");
            } finally {
                work.cancel(true);
            }
        }

        private Result compressInTurn(ScratchImage file, Recipe recipe, LocalCodec local) throws InterruptedException {
            turns.acquire(fairness);
            // The memory is held until the result is in the file.
            try (var memory = local.reserve(fairness)) {
                memory.grow(file.size());
                return switch (local.recompress(file.read(), recipe, fairness)) {
                    case Recompressed.Refused refused -> new Result.Refused(refused.message());
                    case Recompressed.Done done -> {
                        file.replace(done.bytes());
                        yield new Result.Compressed(
                                done.format().mediaType(), done.bytes().size(), file::writeTo);
                    }
                };
            } finally {
                turns.release(fairness);
            }
        }

        private static Optional<Result> unavailable(Exception failure) {
            return ResourceFault.of(failure).map(fault -> new Result.Unavailable(fault.message()));
        }

        @Override
        public void close() {
            try {
                scratch.ifPresent(ScratchImage::close);
            } finally {
                closed(fairness.tenant());
            }
        }
    }
}
