package dev.halftone.app.cli;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/// Writes a completion script for fish (fishshell.com/docs/current/completions.html): picocli has none.
final class FishCompletion {
    private FishCompletion() {}

    static String of(CommandLine program) {
        var name = program.getCommandName();
        return Stream.concat(
                        commands(name, "__fish_use_subcommand", program),
                        program.getSubcommands().entrySet().stream().flatMap(command -> lines(name, command)))
                .collect(Collectors.joining("\n", "complete -c " + name + " -e\n", "\n"));
    }

    private static Stream<String> lines(String name, Map.Entry<String, CommandLine> command) {
        return lines(name, "", command);
    }

    /// @param parents a condition that ends with `; and `, or nothing
    private static Stream<String> lines(String name, String parents, Map.Entry<String, CommandLine> command) {
        var seen = parents + "__fish_seen_subcommand_from " + command.getKey();
        var options = command.getValue().getCommandSpec().options().stream()
                .filter(option -> !option.hidden())
                .map(option -> option(name, seen, option));
        var nested = command.getValue().getSubcommands().entrySet().stream()
                .flatMap(child -> lines(name, seen + "; and ", child));
        return Stream.of(commands(name, seen, command.getValue()), options, nested)
                .flatMap(lines -> lines);
    }

    private static Stream<String> commands(String name, String condition, CommandLine parent) {
        return parent.getSubcommands().entrySet().stream()
                .map(command -> "complete -c %s -n %s -f -a %s -d %s"
                        .formatted(
                                name,
                                quoted(condition),
                                command.getKey(),
                                quoted(sentence(command.getValue()
                                        .getCommandSpec()
                                        .usageMessage()
                                        .description()))));
    }

    private static String option(String name, String condition, OptionSpec option) {
        var names = Stream.of(option.names())
                .map(flag -> flag.startsWith("--") ? " -l " + flag.substring(2) : " -s " + flag.substring(1))
                .collect(Collectors.joining());
        // An option that takes a value completes files, unless its values are known.
        var values = option.arity().min() == 0 ? " -f" : " -r" + choices(option.paramLabel());
        return "complete -c " + name + " -n " + quoted(condition) + names + values + " -d "
                + quoted(sentence(option.description()));
    }

    private static String choices(String label) {
        return label.matches("[a-z]+(\\|[a-z]+)+") ? " -f -a " + quoted(label.replace('|', ' ')) : "";
    }

    /// The first sentence, without markup of picocli.
    private static String sentence(String... description) {
        var text = String.join(" ", description);
        return text.replaceFirst("(?s) \\(default: .*", "")
                .replaceFirst("(?s)[.;] .*", "")
                .replaceFirst("\\.$", "");
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
