package dev.halftone.bench.throughput;

import dev.halftone.bench.codec.Coefficients;
import dev.halftone.bench.codec.LibvipsAlone;
import dev.halftone.bench.results.Report;
import dev.halftone.bench.stage.Checkout;
import dev.halftone.bench.stage.Jvm;
import dev.halftone.bench.stage.Rig;
import dev.halftone.bench.stage.Unobtainable;
import dev.halftone.imaging.vips.Libvips;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Everybody who takes part, as far as this machine has them.
final class Field {
    private static final String MAIN = "dev.halftone.app.Main";

    private final Checkout checkout;
    private final Rig rig;
    private final Report report;

    Field(Checkout checkout, Rig rig, Report report) {
        this.checkout = checkout;
        this.rig = rig;
        this.report = report;
    }

    /// `halftone run`.
    Contender halftone() {
        return program("halftone run", List.of(checkout.halftone().toString()));
    }

    /// `halftone run` with every JPEG over its pixels, and without: the JVM is started plainly both times, with
    /// its flags but not as it was rehearsed, because the class path is another one.
    List<Contender> withAndWithoutPixels() throws IOException, InterruptedException {
        var jar = checkout.jar().toString();
        try {
            var pixels = checkout.obtain("over-pixels", rig).toString();
            return List.of(
                    program("halftone run, plainly started", Jvm.runCommand(List.of(jar), MAIN)),
                    program(
                            "halftone run over pixels, both plainly started",
                            Jvm.runCommand(List.of(pixels, jar), MAIN)));
        } catch (Unobtainable e) {
            throw new IllegalStateException("the way over pixels cannot be compiled: " + e.getMessage(), e);
        }
    }

    private Program program(String name, List<String> command) {
        return new Program(
                name,
                (csv, out) -> joined(command, "run", csv, "--out", out, "--allow-private-networks"),
                Jvm.ENVIRONMENT,
                rig);
    }

    /// sharp, with as many threads as there are processors, and with as many as it has by default.
    List<Contender> sharp() throws IOException, InterruptedException {
        try {
            var script = checkout.obtain("sharp", rig).toString();
            var processors = Integer.toString(Runtime.getRuntime().availableProcessors());
            return List.of(
                    sharp("its usual threads", script, Map.of()),
                    sharp("UV_THREADPOOL_SIZE=" + processors, script, Map.of("UV_THREADPOOL_SIZE", processors)));
        } catch (Unobtainable e) {
            report.remark("sharp is left out: " + e.getMessage());
            return List.of();
        }
    }

    private Contender sharp(String threads, String script, Map<String, String> environment) {
        return new Program("sharp with " + threads, (csv, out) -> List.of("node", script, csv, out), environment, rig);
    }

    /// pandas, requests and Pillow.
    List<Contender> python() throws IOException, InterruptedException {
        try {
            var python = checkout.obtain("python", rig).toString();
            var script =
                    checkout.folder().resolve("benchmarks/peers/python/run.py").toString();
            return List.of(new Program(
                    "pandas, requests, Pillow", (csv, out) -> List.of(python, script, csv, out), Map.of(), rig));
        } catch (Unobtainable e) {
            report.remark("The Python stack is left out: " + e.getMessage());
            return List.of();
        }
    }

    Contender ourCodec(Goods goods) throws IOException, InterruptedException {
        return new CodecAlone("our codec alone", new Coefficients()).warmedUp(goods);
    }

    Contender libvips(Goods goods) throws IOException, InterruptedException {
        var codec = new LibvipsAlone(Libvips.load(Optional.empty()));
        return new CodecAlone("libvips alone", codec).warmedUp(goods);
    }

    private static List<String> joined(List<String> command, String... arguments) {
        return Stream.concat(command.stream(), Stream.of(arguments)).toList();
    }
}
