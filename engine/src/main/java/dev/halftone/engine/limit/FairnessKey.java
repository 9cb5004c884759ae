package dev.halftone.engine.limit;

/// Where an image stands in every queue: its tenant, and its priority.
///
/// The request that has been served least comes first ("least attained service"). So ten images that arrive while
/// twenty thousand wait are served immediately, and requests need not know of each other.
///
/// @param tenant who shares a resource with others: the owner of the request, or the request itself where owners are
/// not known
/// @param served how many images of the same request come before this one; the smaller comes first
public record FairnessKey(String tenant, long served) implements Comparable<FairnessKey> {

    /// The key of an image.
    ///
    /// @param image its number in its request, from 1
    public static FairnessKey of(String tenant, long image) {
        return new FairnessKey(tenant, image - 1);
    }

    /// Compares priorities only.
    @Override
    public int compareTo(FairnessKey other) {
        return Long.compare(served, other.served);
    }
}
