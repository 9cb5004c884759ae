package dev.halftone.engine.limit;

/// The priority of an image in every queue: the request that has been served least comes first ("least attained
/// service"). So ten images that arrive while twenty thousand wait are served immediately, and requests need not know
/// of each other.
///
/// @param served how many images of the same request come before this one; the smaller comes first
public record FairnessKey(long served) implements Comparable<FairnessKey> {

    /// The key of an image.
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
