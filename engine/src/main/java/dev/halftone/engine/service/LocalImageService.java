package dev.halftone.engine.service;

import dev.halftone.engine.ledger.FailureCode;
import dev.halftone.engine.ledger.Outcome;
import dev.halftone.engine.ledger.Outcome.Failed;
import dev.halftone.engine.ledger.Outcome.Postponed;
import dev.halftone.engine.ledger.Outcome.PutOff;
import dev.halftone.engine.ledger.Outcome.Succeeded;
import dev.halftone.engine.source.Fetched;
import dev.halftone.engine.source.Fetched.Body;
import dev.halftone.engine.source.Fetched.Later;
import dev.halftone.engine.source.Fetched.Refused;
import dev.halftone.engine.source.Fetched.Unwanted;
import dev.halftone.engine.source.ImageSource;
import dev.halftone.engine.source.Share;
import dev.halftone.engine.storage.FileName;
import dev.halftone.engine.storage.ImageStore;
import dev.halftone.engine.storage.Published;
import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.Recompressed;
import dev.halftone.imaging.Recompressed.Done;
import java.util.Optional;

/// Does the whole job in this process: fetch, make smaller, publish.
public final class LocalImageService implements ImageService {
    private final ImageSource source;
    private final Codecs codecs;
    private final ImageStore store;

    public LocalImageService(ImageSource source, Codecs codecs, ImageStore store) {
        this.source = source;
        this.codecs = codecs;
        this.store = store;
    }

    @Override
    public Outcome process(ImageJob job) throws InterruptedException {
        try (var share = source.share(job.turn())) {
            return process(job, share);
        }
    }

    private Outcome process(ImageJob job, Share share) throws InterruptedException {
        return switch (source.fetch(job.url(), share, job.isWanted())) {
            case Body(var bytes) -> recompress(job, bytes);
            case Refused(var code, var message) -> new Failed(code, message);
            case Later(var code, var message, var retryAfter) -> new Postponed(code, message, retryAfter);
            case Unwanted() -> new Failed(FailureCode.CANCELLED, "the request was cancelled before this image began");
            case Fetched.PutOff(var code, var message, var pause) -> new PutOff(code, message, pause);
        };
    }

    private Outcome recompress(ImageJob job, ImageBytes bytes) throws InterruptedException {
        return switch (codecs.recompress(bytes, job.recipe(), job.turn())) {
            case Done done -> publish(job, bytes, done);
            case Recompressed.Refused(var reason, var message) -> new Failed(code(reason), message);
        };
    }

    private Outcome publish(ImageJob job, ImageBytes bytes, Done done) {
        var name = FileName.of(job.request(), job.image(), done.format());
        return switch (store.publish(name, done.bytes())) {
            case Published.Done() ->
                new Succeeded(name.text(), bytes.size(), done.bytes().size(), done.width(), done.height());
            case Published.Failed(var message) -> new Postponed(FailureCode.STORAGE_FAILED, message, Optional.empty());
        };
    }

    @Override
    public Optional<ServiceLoad> load() {
        return Optional.of(new ServiceLoad(source.load(), codecs.waiting()));
    }

    @Override
    public void close() {
        codecs.close();
        source.close();
    }

    private static FailureCode code(Recompressed.Reason reason) {
        return switch (reason) {
            case NOT_AN_IMAGE -> FailureCode.NOT_AN_IMAGE;
            case UNSUPPORTED_FORMAT -> FailureCode.UNSUPPORTED_FORMAT;
            case CORRUPT_IMAGE -> FailureCode.CORRUPT_IMAGE;
            case TOO_MANY_PIXELS -> FailureCode.TOO_MANY_PIXELS;
            case TIMED_OUT -> FailureCode.TIMED_OUT;
        };
    }
}
