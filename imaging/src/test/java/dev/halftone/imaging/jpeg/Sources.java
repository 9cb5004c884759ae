package dev.halftone.imaging.jpeg;

import dev.halftone.imaging.ImageBytes;

/// A JPEG of each kind.
enum Sources {
    BASELINE,
    BASELINE_OF_ODD_SIZE,
    BASELINE_OF_ONE_PIXEL,
    BASELINE_FINE,
    BASELINE_COARSE,
    BASELINE_OF_HALF_THE_STEPS,
    BASELINE_444,
    BASELINE_444_IN_LARGE_MCUS,
    BASELINE_422,
    BASELINE_440,
    BASELINE_411,
    BASELINE_OF_UNEVEN_CHROMINANCE,
    BASELINE_GREY,
    BASELINE_GREY_WITH_FACTORS,
    RESTARTS,
    RESTARTS_444,
    OPTIMISED,
    LONG_STEPS,
    NOT_INTERLEAVED,
    PROGRESSIVE,
    PROGRESSIVE_OF_ODD_SIZE,
    PROGRESSIVE_444,
    PROGRESSIVE_GREY,
    PROGRESSIVE_FINE,
    PROGRESSIVE_RESTARTS,
    PROGRESSIVE_BY_MOZJPEG;

    ImageBytes bytes() {
        return switch (this) {
            case BASELINE -> ImageIoJpegs.of(Photo.of(176, 144)).coded();
            case BASELINE_OF_ODD_SIZE -> ImageIoJpegs.of(Photo.of(167, 129)).coded();
            case BASELINE_OF_ONE_PIXEL -> ImageIoJpegs.of(Photo.of(1, 1)).coded();
            case BASELINE_FINE -> ImageIoJpegs.of(Photo.of(80, 64)).quality(100).coded();
            case BASELINE_COARSE ->
                ImageIoJpegs.of(Photo.of(176, 144)).quality(20).coded();
            case BASELINE_OF_HALF_THE_STEPS ->
                ImageIoJpegs.of(Photo.of(176, 144)).quality(75).coded();
            case BASELINE_444 ->
                ImageIoJpegs.of(Photo.of(113, 91)).sampled(11, 11, 11).coded();
            case BASELINE_444_IN_LARGE_MCUS ->
                ImageIoJpegs.of(Photo.of(113, 91)).sampled(21, 21, 21).coded();
            case BASELINE_422 ->
                ImageIoJpegs.of(Photo.of(113, 91)).sampled(21, 11, 11).coded();
            case BASELINE_440 ->
                ImageIoJpegs.of(Photo.of(113, 91)).sampled(12, 11, 11).coded();
            case BASELINE_411 ->
                ImageIoJpegs.of(Photo.of(113, 91)).sampled(41, 11, 11).coded();
            case BASELINE_OF_UNEVEN_CHROMINANCE ->
                ImageIoJpegs.of(Photo.of(113, 91)).sampled(22, 12, 21).coded();
            case BASELINE_GREY -> ImageIoJpegs.of(Photo.grey(113, 91)).coded();
            case BASELINE_GREY_WITH_FACTORS ->
                Jpegs.sampled(ImageIoJpegs.of(Photo.grey(113, 91)).coded(), 0x22);
            case RESTARTS ->
                ImageIoJpegs.of(Photo.of(176, 144)).restartInterval(5).coded();
            case RESTARTS_444 ->
                ImageIoJpegs.of(Photo.of(113, 91))
                        .sampled(11, 11, 11)
                        .restartInterval(4)
                        .coded();
            case OPTIMISED -> VipsJpegs.coded(Photo.of(176, 144), "Q=90,optimize-coding=true,subsample-mode=on");
            case LONG_STEPS ->
                Jpegs.withLongSteps(ImageIoJpegs.of(Photo.of(176, 144)).coded());
            case NOT_INTERLEAVED ->
                Jpegs.notInterleaved(ImageIoJpegs.of(Photo.of(113, 91)).coded());
            case PROGRESSIVE ->
                ImageIoJpegs.of(Photo.of(176, 144)).progressive().coded();
            case PROGRESSIVE_OF_ODD_SIZE ->
                ImageIoJpegs.of(Photo.of(167, 129)).progressive().coded();
            case PROGRESSIVE_444 ->
                ImageIoJpegs.of(Photo.of(113, 91))
                        .progressive()
                        .sampled(11, 11, 11)
                        .coded();
            case PROGRESSIVE_GREY ->
                ImageIoJpegs.of(Photo.grey(113, 91)).progressive().coded();
            case PROGRESSIVE_FINE ->
                ImageIoJpegs.of(Photo.of(80, 64)).progressive().quality(100).coded();
            case PROGRESSIVE_RESTARTS ->
                ImageIoJpegs.of(Photo.of(176, 144))
                        .progressive()
                        .restartInterval(7)
                        .coded();
            case PROGRESSIVE_BY_MOZJPEG ->
                VipsJpegs.coded(Photo.of(176, 144), "Q=90,interlace=true,optimize-scans=true");
        };
    }
}
