package dev.halftone.benchmarks.endtoend;

import dev.halftone.benchmarks.harness.Checkout;
import dev.halftone.benchmarks.harness.ImageHost;
import dev.halftone.benchmarks.harness.PositiveIntConverter;
import dev.halftone.benchmarks.harness.Workspace;
import dev.halftone.benchmarks.image.Photograph;
import dev.halftone.benchmarks.image.PhotographEncoder;
import dev.halftone.benchmarks.image.SyntheticJpegs;
import dev.halftone.benchmarks.results.Machine;
import dev.halftone.benchmarks.results.Report;
import dev.halftone.imaging.vips.Libvips;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "throughput",
        description = {
            "Processes a CSV of one-megapixel JPEGs from a local server with whole processes in turn: halftone run;"
                    + " a sharp pipeline in Node; pandas, requests and Pillow in Python; halftone run with the pixel"
                    + " path. Also runs the codecs alone, on every processor, from memory to memory.",
            "Checks every output image."
        })
public final class ThroughputBenchmark implements Callable<Integer> {
    private static final List<String> COLUMNS =
            List.of("halftone run against", "its images/s", "ours", "ratio", "ratio of processor time");

    private static final String DEFAULT_IMAGES = "1200";

    private final Checkout checkout;

    @Parameters(
            arity = "0..1",
            paramLabel = "IMAGES",
            converter = PositiveIntConverter.class,
            defaultValue = DEFAULT_IMAGES,
            description = "Number of JPEGs (default: ${DEFAULT-VALUE}).")
    private int images;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            converter = PositiveIntConverter.class,
            defaultValue = "3",
            description = "Runs of each program (default: ${DEFAULT-VALUE}).")
    private int rounds;

    public ThroughputBenchmark(Checkout checkout) {
        this.checkout = checkout;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var libvips = Libvips.load(Optional.empty());
        var report = new Report(sectionName(), Machine.current(checkout, libvips.version()), System.out, COLUMNS);
        try (var workspace = Workspace.open()) {
            checkout.build(workspace);
            var jpegs = new SyntheticJpegs(new PhotographEncoder(libvips)).generate(images);
            var site = workspace.folder("site");
            SyntheticJpegs.writeTo(jpegs, site);
            var host = ImageHost.serve(site, List.of(ImageHost.LOOPBACK), checkout, workspace);
            report.addRemark("%d JPEGs of %s, three to a row, from %s; %d rounds; medians."
                    .formatted(images, Photograph.Size.ONE_MEGAPIXEL, host, rounds));
            compare(Candidate.Workload.create(jpegs, host, workspace.folder()), workspace, report);
        }
        report.save(checkout);
        return 0;
    }

    /// Another number of images gets its own section, because the JVM's startup weighs less in a longer run.
    private String sectionName() {
        return images == Integer.parseInt(DEFAULT_IMAGES) ? "throughput" : "throughput " + images;
    }

    private void compare(Candidate.Workload workload, Workspace workspace, Report report)
            throws IOException, InterruptedException {
        var candidateFactory = new CandidateFactory(checkout, workspace, report);
        var halftone = candidateFactory.halftone();
        var codecs = List.of(candidateFactory.ourCodec(workload), candidateFactory.libvips(workload));
        var sharp = candidateFactory.sharp();
        var python = candidateFactory.python();
        var pixels = candidateFactory.pixelAndCoefficientPaths();
        var interleavedRuns = new InterleavedRuns(workload, workspace.folder());
        interleavedRuns.run(
                Stream.of(List.of(halftone), sharp, python, codecs, pixels)
                        .flatMap(List::stream)
                        .toList(),
                rounds);
        var comparisonRows = new ComparisonRows(interleavedRuns, report);
        if (!sharp.isEmpty()) addFaster(sharp, halftone, interleavedRuns, comparisonRows, report);
        python.forEach(peer -> comparisonRows.addRow(peer, halftone));
        codecs.forEach(codec -> comparisonRows.addRow(codec, halftone));
        comparisonRows.addRow(pixels.getLast(), pixels.getFirst());
    }

    private static void addFaster(
            List<Candidate> sharp,
            Candidate halftone,
            InterleavedRuns interleavedRuns,
            ComparisonRows comparisonRows,
            Report report) {
        var faster = interleavedRuns.fastest(sharp);
        report.addRemark("Of the two ways to run sharp, the faster one counts: " + faster + ".");
        comparisonRows.addRow("sharp", faster, halftone);
    }

    /// Adds rows that compare two candidates.
    record ComparisonRows(InterleavedRuns interleavedRuns, Report report) {

        void addRow(Candidate other, Candidate ours) {
            addRow(other.toString(), other, ours);
        }

        /// Adds a row.
        ///
        /// @param name the name of the other candidate in the table and in the documents that quote it
        void addRow(String name, Candidate other, Candidate ours) {
            report.addRow(
                    name,
                    "%.1f".formatted(interleavedRuns.imagesPerSecond(other)),
                    "%.1f".formatted(interleavedRuns.imagesPerSecond(ours)),
                    "%.2f".formatted(interleavedRuns.speedup(ours, other)),
                    "%.2f".formatted(interleavedRuns.cpuTimeRatio(ours, other)));
        }
    }
}
