package dev.halftone.engine.address;

/// What the guard says of a URL, and why, in one short sentence.
public sealed interface Verdict {
    String why();

    /// Nothing speaks against fetching it.
    record Allowed(String why) implements Verdict {}

    /// A good URL that the policy does not let us fetch.
    record Blocked(String why) implements Verdict {}

    /// No URL that anybody could fetch.
    record Invalid(String why) implements Verdict {}
}
