package dev.halftone.engine.request;

/// The unit of work: the images of one request from number `first` to number `last`, at most [#SIZE].
public record Chunk(long request, long first, long last) {

    /// Small enough that a new request is served soon, large enough to keep the scheduler's overhead low.
    public static final int SIZE = 64;

    public Chunk {
        if (first < 1 || last < first) throw new IllegalArgumentException("no chunk from " + first + " to " + last);
    }
}
