package dev.halftone.app.cli;

import dev.halftone.app.config.InvalidSettingException;
import dev.halftone.app.config.SpellingSuggestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The commands about the program itself.
final class HelpCommands {
    private HelpCommands() {}

    /// The command to explain.
    private static final class CommandName {
        @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "The command.")
        private Optional<String> name = Optional.empty();

        boolean isGiven() {
            return name.isPresent();
        }

        /// The command, or the program itself if none is given.
        CommandLine findIn(CommandLine program) {
            return name.map(known -> find(program, known)).orElse(program);
        }

        private static CommandLine find(CommandLine program, String name) {
            return Optional.ofNullable(program.getSubcommands().get(name))
                    .orElseThrow(() -> new InvalidSettingException("unknown command " + name
                            + SpellingSuggestion.didYouMean(
                                    name, program.getSubcommands().keySet())));
        }
    }

    @Command(
            name = "help",
            mixinStandardHelpOptions = true,
            versionProvider = Cli.VersionProvider.class,
            description = "Prints the usage of halftone, or of a command.")
    static final class HelpCommand implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private final CommandName name = new CommandName();

        @Override
        public Integer call() {
            var command = name.findIn(spec.parent().commandLine());
            command.usage(command.getOut());
            return Cli.ExitCode.SUCCEEDED;
        }
    }

    @Command(
            name = "man",
            mixinStandardHelpOptions = true,
            versionProvider = Cli.VersionProvider.class,
            description = {
                "Prints the manual page of halftone or of a command, or writes all manual pages to a folder.",
                "To read one: halftone man run | man -l -."
            })
    static final class ManCommand implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private final CommandName name = new CommandName();

        @Option(names = "--to", paramLabel = "FOLDER", description = "Write all pages to this folder, such as man1.")
        private Optional<Path> folder = Optional.empty();

        @Override
        public Integer call() throws IOException {
            var program = spec.parent().commandLine();
            if (folder.isPresent()) return writeAll(program, folder.get());
            program.getOut().print(ManPage.of(name.findIn(program)));
            program.getOut().flush();
            return Cli.ExitCode.SUCCEEDED;
        }

        private int writeAll(CommandLine program, Path pages) throws IOException {
            if (name.isGiven()) throw new InvalidSettingException("--to writes all pages; leave out the command");
            if (Files.exists(pages) && !Files.isDirectory(pages))
                throw new InvalidSettingException("--to must be a folder, but " + pages + " is a file");
            ManPage.writeAll(program, pages);
            return Cli.ExitCode.SUCCEEDED;
        }
    }

    @Command(
            name = "version",
            mixinStandardHelpOptions = true,
            versionProvider = Cli.VersionProvider.class,
            description = "Prints the version.")
    static final class VersionCommand implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            spec.parent().commandLine().printVersionHelp(spec.commandLine().getOut());
            return Cli.ExitCode.SUCCEEDED;
        }
    }

    @Command(
            name = "completion",
            mixinStandardHelpOptions = true,
            versionProvider = Cli.VersionProvider.class,
            description = {
                "Prints a script that completes commands and options in your shell.",
                "bash: source <(halftone completion bash). zsh: the same. fish: halftone completion fish | source."
            })
    static final class CompletionCommand implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "bash|zsh|fish", description = "The shell.")
        private Shell shell;

        /// The script for bash loads zsh's support for such scripts by itself.
        enum Shell {
            BASH,
            ZSH,
            FISH
        }

        @Override
        public Integer call() {
            var program = spec.parent().commandLine();
            var script = switch (shell) {
                case BASH, ZSH -> AutoComplete.bash(spec.parent().name(), program);
                case FISH -> FishCompletion.of(program);
            };
            program.getOut().print(script);
            program.getOut().flush();
            return Cli.ExitCode.SUCCEEDED;
        }
    }
}
