package dev.halftone.imaging.pixels;

import dev.halftone.imaging.vips.Picture;
import dev.halftone.imaging.vips.Workbench;

/// Reads one format.
interface Decoder {
    /// Reads no more than it must to know the picture's size.
    Opened open(Workbench bench);

    /// The picture upright and within the plan's box; moving, if the plan says so.
    Picture decode(Opened opened, Plan plan, Workbench bench);
}
