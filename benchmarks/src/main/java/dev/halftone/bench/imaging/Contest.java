package dev.halftone.bench.imaging;

import dev.halftone.bench.codec.Coefficients;
import dev.halftone.bench.codec.LibvipsAlone;
import dev.halftone.bench.picture.Darkroom;
import dev.halftone.bench.results.Report;
import dev.halftone.imaging.vips.Libvips;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.runner.RunnerException;

/// Both codecs over one kind of JPEG after the other: a row of the report each.
final class Contest {
    static final List<String> COLUMNS = List.of(
            "JPEG",
            "images/s",
            "libvips",
            "ratio",
            "ratio of processor time",
            "size",
            "luma PSNR",
            "allocated an image");

    private final Libvips libvips;
    private final Stamina stamina;
    private final Report report;

    Contest(Libvips libvips, Stamina stamina, Report report) {
        this.libvips = libvips;
        this.stamina = stamina;
        this.report = report;
    }

    /// @param folder an empty one
    void hold(Kind kind, Album album, Path folder) throws IOException, RunnerException {
        var darkroom = new Darkroom(libvips);
        var jpegs = album.in(kind.size()).stream()
                .map(photograph -> kind.of(photograph, darkroom))
                .toList();
        var comparison = Comparison.of(jpegs, new Coefficients(), new LibvipsAlone(libvips));
        report(kind, Speeds.of(JpegFolder.write(folder, jpegs), stamina), comparison);
    }

    private void report(Kind kind, Speeds speeds, Comparison comparison) {
        report.row(
                kind.toString(),
                format("%.1f", speeds.ours()),
                format("%.1f", speeds.libvips()),
                format("%.2f", speeds.ratio()),
                format("%.2f", speeds.processorRatio()),
                format("%.3f", comparison.size()),
                format("%+.2f dB", comparison.psnr()),
                format("%.2f MB", speeds.allocated() / 1e6));
    }

    private static String format(String pattern, double figure) {
        return String.format(Locale.ROOT, pattern, figure);
    }
}
