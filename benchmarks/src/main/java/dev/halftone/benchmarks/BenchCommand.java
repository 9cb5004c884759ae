package dev.halftone.benchmarks;

import dev.halftone.benchmarks.endtoend.ClusterBenchmark;
import dev.halftone.benchmarks.endtoend.GrowthBenchmark;
import dev.halftone.benchmarks.endtoend.ImageServiceBenchmark;
import dev.halftone.benchmarks.endtoend.LargeImageBenchmark;
import dev.halftone.benchmarks.endtoend.LatencyBenchmark;
import dev.halftone.benchmarks.endtoend.ThroughputBenchmark;
import dev.halftone.benchmarks.harness.Checkout;
import dev.halftone.benchmarks.imaging.ImagingBenchmark;
import dev.halftone.benchmarks.results.DocumentFigures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/// Runs the benchmark that the arguments name.
@Command(
        name = "./bench",
        synopsisSubcommandLabel = "BENCHMARK",
        description = "Measures Halftone, mostly as whole processes, and compares it with other programs.",
        footer = {
            "",
            "Prints a line for each row of results. Writes the results and the machine's name to benchmarks/RESULTS.md,"
                    + " replacing what the same benchmark wrote before, then updates README.md and the other documents"
                    + " that show them. All traffic stays on this machine, except what npm or apt downloads first."
        })
final class BenchCommand implements Runnable {
    private static final int WRONG_USAGE = 64;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /// Runs the benchmark and exits with its exit code.
    ///
    /// @param args the project's folder, followed by the arguments of `./bench`
    public static void main(String[] args) {
        // Figures must look the same on every machine.
        Locale.setDefault(Locale.ROOT);
        var benchArguments = List.of(args).subList(1, args.length).toArray(String[]::new);
        System.exit(commandLine(new Checkout(Path.of(args[0]))).execute(benchArguments));
    }

    static CommandLine commandLine(Checkout checkout) {
        var bench = new CommandLine(new BenchCommand())
                .addSubcommand(new ImagingBenchmark(checkout))
                .addSubcommand(new ThroughputBenchmark(checkout))
                .addSubcommand(new GrowthBenchmark(checkout))
                .addSubcommand(new LatencyBenchmark(checkout))
                .addSubcommand(new LargeImageBenchmark(checkout))
                .addSubcommand(new ImageServiceBenchmark(checkout))
                .addSubcommand(new ClusterBenchmark(checkout))
                .addSubcommand(new FiguresCommand(checkout));
        Stream.concat(Stream.of(bench), bench.getSubcommands().values().stream())
                .map(CommandLine::getCommandSpec)
                .forEach(command -> command.addOption(help()).exitCodeOnInvalidInput(WRONG_USAGE));
        return bench.setUsageHelpWidth(120).setExecutionExceptionHandler(BenchCommand::failed);
    }

    private static OptionSpec help() {
        return OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Shows this help.")
                .build();
    }

    /// A benchmark that detects a problem prints it and reports no figures. Any other exception is a bug.
    private static int failed(Exception failure, CommandLine benchmark, ParseResult parsed) throws Exception {
        if (!(failure instanceof IllegalStateException || failure instanceof IOException)) throw failure;
        benchmark.getErr().println("bench: " + failure.getMessage());
        return benchmark.getCommandSpec().exitCodeOnExecutionException();
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a benchmark");
    }

    @Command(
            name = "figures",
            description =
                    "Measures nothing. Copies the figures of benchmarks/RESULTS.md into README.md and the other documents"
                            + " that show them. Every benchmark does so at its end; run this after editing the text"
                            + " around the figures.")
    public static final class FiguresCommand implements Callable<Integer> {
        private final Checkout checkout;

        public FiguresCommand(Checkout checkout) {
            this.checkout = checkout;
        }

        @Override
        public Integer call() throws IOException {
            for (var document : new DocumentFigures(checkout).update()) System.out.println("updated " + document);
            return 0;
        }
    }
}
