package dev.halftone.imaging.pixels;

import dev.halftone.imaging.Recompressed.Reason;
import dev.halftone.imaging.vips.Libheif;
import dev.halftone.imaging.vips.Picture;
import dev.halftone.imaging.vips.Workbench;

/// HEIC, the photos of phones: read where the system has a decoder for them.
record HeicDecoder() implements Decoder {

    @Override
    public Opened open(Workbench bench) {
        var libheif = Libheif.find()
                .orElseThrow(() -> new Refusal(
                        Reason.UNSUPPORTED_FORMAT,
                        "a HEIC picture can be read where libheif is installed with its HEVC decoder"
                                + " (apt-get install libheif1, or brew install libheif)"));
        return Opened.still(libheif.decode(bench));
    }

    @Override
    public Picture decode(Opened opened, Plan plan, Workbench bench) {
        return plan.within(opened.picture());
    }
}
