package dev.halftone.imaging.jpeg;

import dev.halftone.imaging.ImageBytes;

/// A JPEG of each kind.
public enum SampleJpegs {
    BASELINE,
    BASELINE_OF_ODD_SIZE,
    BASELINE_OF_ONE_PIXEL,
    BASELINE_FINE,
    BASELINE_COARSE,
    BASELINE_OF_HALF_THE_STEPS,
    BASELINE_444,
    BASELINE_444_IN_LARGE_MCUS,
    BASELINE_444_OF_SOFT_COLORS,
    BASELINE_422,
    BASELINE_440,
    BASELINE_411,
    BASELINE_OF_UNEVEN_CHROMINANCE,
    BASELINE_GRAY,
    BASELINE_GRAY_WITH_FACTORS,
    RESTARTS,
    RESTARTS_444,
    RESTARTS_AT_EVERY_MCU,
    OPTIMISED,
    ONE_QUANTISATION_TABLE,
    THREE_QUANTISATION_TABLES,
    LONG_STEPS,
    STEPS_LONGER_THAN_A_BYTE,
    NOT_INTERLEAVED,
    PARTLY_INTERLEAVED,
    SAME_DESTINATION_FOR_ALL_TABLES,
    PROGRESSIVE,
    PROGRESSIVE_OF_ODD_SIZE,
    PROGRESSIVE_444,
    PROGRESSIVE_GRAY,
    PROGRESSIVE_FINE,
    PROGRESSIVE_RESTARTS,
    PROGRESSIVE_BY_MOZJPEG;

    public ImageBytes bytes() {
        return switch (this) {
            case BASELINE -> ImageIoJpegEncoder.of(SyntheticPhoto.of(176, 144)).coded();
            case BASELINE_OF_ODD_SIZE ->
                ImageIoJpegEncoder.of(SyntheticPhoto.of(167, 129)).coded();
            case BASELINE_OF_ONE_PIXEL ->
                ImageIoJpegEncoder.of(SyntheticPhoto.of(1, 1)).coded();
            case BASELINE_FINE ->
                ImageIoJpegEncoder.of(SyntheticPhoto.of(80, 64)).quality(100).coded();
            case BASELINE_COARSE ->
                ImageIoJpegEncoder.of(SyntheticPhoto.of(176, 144)).quality(20).coded();
            case BASELINE_OF_HALF_THE_STEPS ->
                ImageIoJpegEncoder.of(SyntheticPhoto.of(176, 144)).quality(75).coded();
            case BASELINE_444 ->
                ImageIoJpegEncoder.of(SyntheticPhoto.of(113, 91))
                        .sampled(11, 11, 11)
                        .coded();
            case BASELINE_444_IN_LARGE_MCUS ->
                ImageIoJpegEncoder.of(SyntheticPhoto.of(113, 91))
                        .sampled(21, 21, 21)
                        .coded();
            case BASELINE_444_OF_SOFT_COLORS ->
                ImageIoJpegEncoder.of(SyntheticPhoto.soft(113, 91))
                        .sampled(11, 11, 11)
                        .coded();
            case BASELINE_422 ->
                ImageIoJpegEncoder.of(SyntheticPhoto.of(113, 91))
                        .sampled(21, 11, 11)
                        .coded();
            case BASELINE_440 ->
                ImageIoJpegEncoder.of(SyntheticPhoto.of(113, 91))
                        .sampled(12, 11, 11)
                        .coded();
            case BASELINE_411 ->
                ImageIoJpegEncoder.of(SyntheticPhoto.of(113, 91))
                        .sampled(41, 11, 11)
                        .coded();
            case BASELINE_OF_UNEVEN_CHROMINANCE ->
                ImageIoJpegEncoder.of(SyntheticPhoto.of(113, 91))
                        .sampled(22, 12, 21)
                        .coded();
            case BASELINE_GRAY ->
                ImageIoJpegEncoder.of(SyntheticPhoto.gray(113, 91)).coded();
            case BASELINE_GRAY_WITH_FACTORS ->
                JpegEditor.withSampling(
                        ImageIoJpegEncoder.of(SyntheticPhoto.gray(113, 91)).coded(), 0x22);
            case RESTARTS ->
                ImageIoJpegEncoder.of(SyntheticPhoto.of(176, 144))
                        .restartInterval(5)
                        .coded();
            case RESTARTS_444 ->
                ImageIoJpegEncoder.of(SyntheticPhoto.of(113, 91))
                        .sampled(11, 11, 11)
                        .restartInterval(4)
                        .coded();
            case RESTARTS_AT_EVERY_MCU ->
                ImageIoJpegEncoder.of(SyntheticPhoto.of(113, 91))
                        .restartInterval(1)
                        .coded();
            case OPTIMISED ->
                VipsJpegEncoder.coded(SyntheticPhoto.of(176, 144), "Q=90,optimize-coding=true,subsample-mode=on");
            case ONE_QUANTISATION_TABLE ->
                JpegEditor.withQuantizationTables(
                        ImageIoJpegEncoder.of(SyntheticPhoto.of(113, 91)).coded(), 0, 0, 0);
            case THREE_QUANTISATION_TABLES ->
                JpegEditor.withQuantizationTables(
                        JpegEditor.with(
                                ImageIoJpegEncoder.of(SyntheticPhoto.of(113, 91))
                                        .coded(),
                                Marker.DQT,
                                JpegEditor.dqt(2, 5)),
                        0,
                        1,
                        2);
            case LONG_STEPS ->
                JpegEditor.withLongSteps(
                        ImageIoJpegEncoder.of(SyntheticPhoto.of(176, 144)).coded());
            case STEPS_LONGER_THAN_A_BYTE ->
                JpegEditor.withLongerSteps(
                        ImageIoJpegEncoder.of(SyntheticPhoto.of(113, 91)).coded());
            case NOT_INTERLEAVED ->
                ScanScripts.interleaved(
                        ImageIoJpegEncoder.of(SyntheticPhoto.of(113, 91)).coded(), 1, 1, 1);
            case PARTLY_INTERLEAVED ->
                ScanScripts.interleaved(
                        ImageIoJpegEncoder.of(SyntheticPhoto.of(113, 91)).coded(), 1, 2);
            case SAME_DESTINATION_FOR_ALL_TABLES ->
                ScanScripts.withSharedDestination(ScanScripts.interleaved(
                        ImageIoJpegEncoder.of(SyntheticPhoto.of(113, 91)).coded(), 1, 1, 1));
            case PROGRESSIVE ->
                ImageIoJpegEncoder.of(SyntheticPhoto.of(176, 144)).progressive().coded();
            case PROGRESSIVE_OF_ODD_SIZE ->
                ImageIoJpegEncoder.of(SyntheticPhoto.of(167, 129)).progressive().coded();
            case PROGRESSIVE_444 ->
                ImageIoJpegEncoder.of(SyntheticPhoto.of(113, 91))
                        .progressive()
                        .sampled(11, 11, 11)
                        .coded();
            case PROGRESSIVE_GRAY ->
                ImageIoJpegEncoder.of(SyntheticPhoto.gray(113, 91))
                        .progressive()
                        .coded();
            case PROGRESSIVE_FINE ->
                ImageIoJpegEncoder.of(SyntheticPhoto.of(80, 64))
                        .progressive()
                        .quality(100)
                        .coded();
            case PROGRESSIVE_RESTARTS ->
                ImageIoJpegEncoder.of(SyntheticPhoto.of(176, 144))
                        .progressive()
                        .restartInterval(7)
                        .coded();
            case PROGRESSIVE_BY_MOZJPEG ->
                VipsJpegEncoder.coded(SyntheticPhoto.of(176, 144), "Q=90,interlace=true,optimize-scans=true");
        };
    }
}
