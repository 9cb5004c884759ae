package dev.halftone.imaging;

import dev.halftone.imaging.Recompressed.Refused;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// How many images went which way, and where it led. What by its first bytes is no image goes none. May be used by any
/// number of threads at once.
public final class CodecPathMetrics {

    /// Where a way leads.
    public enum PathOutcome {
        /// What was made of the image is published.
        CODED("coded"),
        /// The image is published as it came but for its metadata: nothing would have been saved, or it would
        /// no longer move.
        KEPT("kept"),
        /// Nothing is published.
        REFUSED("refused");

        private final String label;

        PathOutcome(String word) {
            this.label = word;
        }

        /// For machines.
        public String label() {
            return label;
        }
    }

    /// One image's.
    record PathResult(CodecPath codecPath, PathOutcome pathOutcome, Recompressed recompressed) {
        static PathResult refused(CodecPath codecPath, Refused refused) {
            return new PathResult(codecPath, PathOutcome.REFUSED, refused);
        }
    }

    private record Key(CodecPath codecPath, PathOutcome pathOutcome) {}

    private final Map<Key, LongAdder> counts = new ConcurrentHashMap<>();

    /// How often since this was made.
    public long count(CodecPath codecPath, PathOutcome pathOutcome) {
        return counter(codecPath, pathOutcome).sum();
    }

    Recompressed increment(PathResult pathResult) {
        counter(pathResult.codecPath, pathResult.pathOutcome).increment();
        return pathResult.recompressed;
    }

    private LongAdder counter(CodecPath codecPath, PathOutcome pathOutcome) {
        return counts.computeIfAbsent(new Key(codecPath, pathOutcome), _ -> new LongAdder());
    }
}
