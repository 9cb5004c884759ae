package dev.halftone.bench.imaging;

import dev.halftone.bench.results.Machine;
import dev.halftone.bench.results.Report;
import dev.halftone.bench.stage.Checkout;
import dev.halftone.bench.stage.Rig;
import dev.halftone.imaging.vips.Libvips;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "imaging",
        description = {
            "JPEGs to quality 50 over their coefficients, against libvips' decoding and encoding: on one core, the same"
                    + " bytes, in turns within one JVM.",
            "Speed, size, nearness to the source, allocation."
        })
public final class ImagingBenchmark implements Callable<Integer> {
    private final Checkout checkout;

    @Option(
            names = "--photos",
            paramLabel = "DIR",
            description = "A folder of photographs, instead of drawn ones; the JPEGs are made of them.")
    private Optional<Path> photos = Optional.empty();

    @Mixin
    private Stamina stamina = new Stamina();

    public ImagingBenchmark(Checkout checkout) {
        this.checkout = checkout;
    }

    @Override
    public Integer call() throws IOException, RunnerException {
        var libvips = Libvips.load(Optional.empty());
        var report = new Report(name(), Machine.here(checkout, libvips.version()), System.out, Contest.COLUMNS);
        var album = photos.isPresent() ? Album.of(photos.get()) : Album.drawn();
        report.remark(album + ", " + cores() + ". Processor time is the whole process's.");
        try (var rig = Rig.open()) {
            var contest = new Contest(libvips, stamina, report);
            for (var kind : Kind.all()) contest.hold(kind, album, rig.folder(kind.fileName()));
        }
        report.keep(checkout);
        return 0;
    }

    private String name() {
        return photos.isPresent() ? "imaging --photos DIR" : "imaging";
    }

    private static String cores() {
        return OneCore.isPossible() ? "one core" : "two cores for libvips (there is no taskset here)";
    }
}
