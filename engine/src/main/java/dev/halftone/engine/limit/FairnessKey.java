package dev.halftone.engine.limit;

/// Whose turn it is where images wait: that of the request which has been served least so far. So ten images that come
/// while twenty thousand wait are served at once, and nobody needs to know of anybody else ("least attained service").
///
/// @param served how many images of its request came before this one; by this, turns are compared
public record FairnessKey(long served) implements Comparable<FairnessKey> {

    /// The turn of an image.
    ///
    /// @param image its number in its request, from 1
    public static FairnessKey of(long image) {
        return new FairnessKey(image - 1);
    }

    @Override
    public int compareTo(FairnessKey other) {
        return Long.compare(served, other.served);
    }
}
