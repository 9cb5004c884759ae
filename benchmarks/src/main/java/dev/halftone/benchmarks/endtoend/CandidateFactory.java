package dev.halftone.benchmarks.endtoend;

import dev.halftone.benchmarks.harness.Checkout;
import dev.halftone.benchmarks.harness.JavaCommand;
import dev.halftone.benchmarks.harness.Workspace;
import dev.halftone.benchmarks.image.JpegCodec;
import dev.halftone.benchmarks.results.Report;
import dev.halftone.imaging.vips.Libvips;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Creates the candidates that are available on this machine.
final class CandidateFactory {
    private static final String MAIN = "dev.halftone.app.Main";

    private final Checkout checkout;
    private final Workspace workspace;
    private final Report report;

    CandidateFactory(Checkout checkout, Workspace workspace, Report report) {
        this.checkout = checkout;
        this.workspace = workspace;
        this.report = report;
    }

    /// `halftone run`.
    Candidate halftone() {
        return wholeProcess("halftone run", List.of(checkout.launcher().toString()));
    }

    /// `halftone run` as it is, and with the pixel path for every JPEG. Both JVMs start with the usual flags
    /// but without the AOT cache, because the second has a different class path.
    List<Candidate> pixelAndCoefficientPaths() throws IOException, InterruptedException {
        var jar = checkout.jar().toString();
        try {
            var pixels = checkout.installPeer("over-pixels", workspace).toString();
            return List.of(
                    wholeProcess("halftone run, plainly started", JavaCommand.runCommand(List.of(jar), MAIN)),
                    wholeProcess(
                            "halftone run over pixels, both plainly started",
                            JavaCommand.runCommand(List.of(pixels, jar), MAIN)));
        } catch (Checkout.PeerUnavailable e) {
            throw new IllegalStateException("the pixel path cannot be compiled: " + e.getMessage(), e);
        }
    }

    private Candidate.WholeProcess wholeProcess(String name, List<String> command) {
        return new Candidate.WholeProcess(
                name,
                (csv, out) -> concat(command, "run", csv, "--out", out, "--allow-private-networks"),
                JavaCommand.ENVIRONMENT,
                workspace);
    }

    /// sharp with its default number of threads, and with one thread for each processor.
    List<Candidate> sharp() throws IOException, InterruptedException {
        try {
            var script = checkout.installPeer("sharp", workspace).toString();
            var processors = Integer.toString(Runtime.getRuntime().availableProcessors());
            return List.of(
                    sharp("its usual threads", script, Map.of()),
                    sharp("UV_THREADPOOL_SIZE=" + processors, script, Map.of("UV_THREADPOOL_SIZE", processors)));
        } catch (Checkout.PeerUnavailable e) {
            report.addRemark("sharp is left out: " + e.getMessage());
            return List.of();
        }
    }

    private Candidate sharp(String threads, String script, Map<String, String> environment) {
        return new Candidate.WholeProcess(
                "sharp with " + threads, (csv, out) -> List.of("node", script, csv, out), environment, workspace);
    }

    /// pandas, requests and Pillow.
    List<Candidate> python() throws IOException, InterruptedException {
        try {
            var python = checkout.installPeer("python", workspace).toString();
            var script =
                    checkout.folder().resolve("benchmarks/peers/python/run.py").toString();
            return List.of(new Candidate.WholeProcess(
                    "pandas, requests, Pillow", (csv, out) -> List.of(python, script, csv, out), Map.of(), workspace));
        } catch (Checkout.PeerUnavailable e) {
            report.addRemark("The Python stack is left out: " + e.getMessage());
            return List.of();
        }
    }

    Candidate ourCodec(Candidate.Workload workload) throws IOException, InterruptedException {
        return new Candidate.CodecOnly("our codec alone", new JpegCodec.CoefficientCodec()).warmedUp(workload);
    }

    Candidate libvips(Candidate.Workload workload) throws IOException, InterruptedException {
        var codec = new JpegCodec.LibvipsCodec(Libvips.load(Optional.empty()));
        return new Candidate.CodecOnly("libvips alone", codec).warmedUp(workload);
    }

    private static List<String> concat(List<String> command, String... arguments) {
        return Stream.concat(command.stream(), Stream.of(arguments)).toList();
    }
}
