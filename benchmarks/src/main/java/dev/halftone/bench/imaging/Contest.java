package dev.halftone.bench.imaging;

import dev.halftone.bench.codec.Coefficients;
import dev.halftone.bench.codec.LibvipsAlone;
import dev.halftone.bench.picture.Darkroom;
import dev.halftone.bench.results.Report;
import dev.halftone.imaging.vips.Libvips;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
                "%.1f".formatted(speeds.ours()),
                "%.1f".formatted(speeds.libvips()),
                "%.2f".formatted(speeds.ratio()),
                "%.2f".formatted(speeds.processorRatio()),
                "%.3f".formatted(comparison.size()),
                "%+.2f dB".formatted(comparison.psnr()),
                "%.2f MB".formatted(speeds.allocated() / 1e6));
    }
}
