package dev.halftone.engine.source;

/// A transfer under way at a host.
///
/// @param slowdowns how often the host's [Pace] had been slowed down when it began
record Visit(Turn turn, int slowdowns, Purpose purpose) {

    /// What it is made for.
    enum Purpose {
        /// For the image.
        FETCH,
        /// To see, too, whether the host is still dead.
        TRY
    }
}
