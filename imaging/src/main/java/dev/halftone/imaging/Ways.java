package dev.halftone.imaging;

import dev.halftone.imaging.Recompressed.Refused;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// How many images went which way, and where it led. What by its first bytes is no image goes none. May be used by any
/// number of threads at once.
public final class Ways {

    /// Where a way leads.
    public enum End {
        /// What was made of the image is published.
        CODED("coded"),
        /// The image is published as it came but for its metadata: nothing would have been saved, or it would no longer
        /// move.
        KEPT("kept"),
        /// Nothing is published.
        REFUSED("refused");

        private final String word;

        End(String word) {
            this.word = word;
        }

        /// For machines.
        public String word() {
            return word;
        }
    }

    /// One image's.
    record Journey(Way way, End end, Recompressed recompressed) {
        static Journey refused(Way way, Refused refused) {
            return new Journey(way, End.REFUSED, refused);
        }
    }

    private record Led(Way way, End end) {}

    private final Map<Led, LongAdder> counts = new ConcurrentHashMap<>();

    /// How often since this was made.
    public long count(Way way, End end) {
        return counter(way, end).sum();
    }

    Recompressed counted(Journey journey) {
        counter(journey.way, journey.end).increment();
        return journey.recompressed;
    }

    private LongAdder counter(Way way, End end) {
        return counts.computeIfAbsent(new Led(way, end), _ -> new LongAdder());
    }
}
