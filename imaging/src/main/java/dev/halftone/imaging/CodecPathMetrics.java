package dev.halftone.imaging;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Counts images by codec path and outcome. A file whose first bytes are no image is not counted. Thread-safe.
public final class CodecPathMetrics {

    /// What was published in the end.
    public enum PathOutcome {
        /// The recoded image.
        CODED("coded"),
        /// The source without its metadata: recoding saved nothing, or would have lost the animation.
        KEPT("kept"),
        /// Nothing.
        REFUSED("refused");

        private final String label;

        PathOutcome(String label) {
            this.label = label;
        }

        /// The metric label.
        public String label() {
            return label;
        }
    }

    private record Key(CodecPath codecPath, PathOutcome pathOutcome) {}

    private final Map<Key, LongAdder> counts = new ConcurrentHashMap<>();

    /// The count since this object was created.
    public long count(CodecPath codecPath, PathOutcome pathOutcome) {
        return counter(codecPath, pathOutcome).sum();
    }

    void increment(CodecPath codecPath, PathOutcome pathOutcome) {
        counter(codecPath, pathOutcome).increment();
    }

    private LongAdder counter(CodecPath codecPath, PathOutcome pathOutcome) {
        return counts.computeIfAbsent(new Key(codecPath, pathOutcome), _ -> new LongAdder());
    }
}
