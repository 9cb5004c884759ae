package dev.halftone.imaging.jpeg;

/// Makes what decodes the components of a scan.
record BlockDecoders(Scan scan, JpegReader jpeg, BitReader bits) {

    BlockDecoder of(Scan.Part part, Plane plane) {
        if (!jpeg.frame().isProgressive()) return sequential(part, plane);
        return scan.isOfDc() ? dc(part, plane.blocks()) : ac(part, plane.blocks());
    }

    private BlockDecoder sequential(Scan.Part part, Plane plane) {
        var ac = jpeg.tables().ac(part.ac(), HuffmanDecoder.Kind.AC);
        return new SequentialBlocks(
                jpeg.tables().dc(part.dc()), new Survivors(ac, plane.vanishing()), bits, plane.blocks());
    }

    private BlockDecoder dc(Scan.Part part, Blocks blocks) {
        return scan.isRefinement()
                ? new DcRefinement(scan.shift(), bits, blocks)
                : new DcFirst(jpeg.tables().dc(part.dc()), scan.shift(), bits, blocks);
    }

    private BlockDecoder ac(Scan.Part part, Blocks blocks) {
        var ac = jpeg.tables().ac(part.ac(), HuffmanDecoder.Kind.PROGRESSIVE_AC);
        return scan.isRefinement() ? new AcRefinement(ac, scan, bits, blocks) : new AcFirst(ac, scan, bits, blocks);
    }
}
