package dev.halftone.imaging.jpeg;

/// Decodes what one scan tells of the blocks of one component.
sealed interface BlockDecoder permits SequentialBlocks, DcFirst, DcRefinement, AcFirst, AcRefinement {

    /// Decodes blocks that follow one another.
    ///
    /// @param first the index of the first of them
    void decode(int first, int count);

    /// Begins a restart interval.
    void restart();

    /// What decodes a component in a scan.
    static BlockDecoder of(Scan.Part part, Scan scan, JpegReader jpeg, Workspace workspace) {
        var tables = jpeg.tables();
        var bits = workspace.bits;
        var blocks = workspace.blocks;
        if (!jpeg.frame().isProgressive())
            return new SequentialBlocks(
                    tables.dc(part.dc()), tables.ac(part.ac(), HuffmanDecoder.Kind.AC), bits, blocks);
        if (scan.isOfDc())
            return scan.isRefinement()
                    ? new DcRefinement(scan.shift(), bits, blocks)
                    : new DcFirst(tables.dc(part.dc()), scan.shift(), bits, blocks);
        var ac = tables.ac(part.ac(), HuffmanDecoder.Kind.PROGRESSIVE_AC);
        return scan.isRefinement() ? new AcRefinement(ac, scan, bits, blocks) : new AcFirst(ac, scan, bits, blocks);
    }
}
