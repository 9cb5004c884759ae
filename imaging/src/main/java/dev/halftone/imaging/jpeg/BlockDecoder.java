package dev.halftone.imaging.jpeg;

/// Decodes what one scan tells of the blocks of one component.
sealed interface BlockDecoder permits SequentialBlocks, DcFirst, DcRefinement, AcFirst, AcRefinement {

    /// Decodes blocks that follow one another.
    ///
    /// @param first the index of the first of them
    void decode(int first, int count);

    /// Begins a restart interval.
    void restart();
}
