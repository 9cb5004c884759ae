package dev.halftone.benchmarks;

import dev.halftone.benchmarks.endtoend.GrowthBenchmark;
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
        description = "Measures Halftone, whole processes mostly, and says how it compares.",
        footer = {
            "",
            "Prints a line for each figure, and writes them to benchmarks/RESULTS.md, with the machine's name, in the"
                    + " place of what the same benchmark wrote there before; README.md and the documents that show them"
                    + " follow. All traffic stays on this machine, but for what a benchmark has npm or apt bring first."
        })
final class BenchCommand implements Runnable {
    private static final int WRONG_USAGE = 64;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /// Runs it and exits as it says.
    ///
    /// @param args the project's folder, and then what stands behind `./bench`
    public static void main(String[] args) {
        // Figures are to look the same wherever they are taken.
        Locale.setDefault(Locale.ROOT);
        var typed = List.of(args).subList(1, args.length).toArray(String[]::new);
        System.exit(commandLine(new Checkout(Path.of(args[0]))).execute(typed));
    }

    static CommandLine commandLine(Checkout checkout) {
        var bench = new CommandLine(new BenchCommand())
                .addSubcommand(new ImagingBenchmark(checkout))
                .addSubcommand(new ThroughputBenchmark(checkout))
                .addSubcommand(new GrowthBenchmark(checkout))
                .addSubcommand(new LatencyBenchmark(checkout))
                .addSubcommand(new LargeImageBenchmark(checkout))
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

    /// A benchmark that finds something wrong says what, and reports no figures; anything else is a bug.
    private static int failed(Exception failure, CommandLine benchmark, ParseResult parsed) throws Exception {
        if (!(failure instanceof IllegalStateException || failure instanceof IOException)) throw failure;
        benchmark.getErr().println("bench: " + failure.getMessage());
        return benchmark.getCommandSpec().exitCodeOnExecutionException();
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which benchmark?");
    }

    @Command(
            name = "figures",
            description =
                    "Measures nothing: writes the figures of benchmarks/RESULTS.md into README.md and the documents that"
                            + " show them. Every benchmark does so at its end; this is for who has changed the words around them.")
    public static final class FiguresCommand implements Callable<Integer> {
        private final Checkout checkout;

        public FiguresCommand(Checkout checkout) {
            this.checkout = checkout;
        }

        @Override
        public Integer call() throws IOException {
            for (var document : new DocumentFigures(checkout).update())
                System.out.println("brought up to date: " + document);
            return 0;
        }
    }
}
