package dev.halftone.app.cli;

import dev.halftone.engine.request.ProductVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The manual page of a command, in the macros of man(7), from the same model as its `--help`.
final class ManPage {
    private static final int DESCRIPTION = 4;

    private final CommandLine command;
    private final Help help;
    private final StringJoiner lines = new StringJoiner("\n", "", "\n");

    private ManPage(CommandLine command) {
        this.command = command;
        this.help = command.getHelp();
    }

    static String of(CommandLine command) {
        return new ManPage(command).text();
    }

    /// Writes the pages of a program and of all its commands, such as `halftone-run.1`.
    static void writeAll(CommandLine program, Path folder) throws IOException {
        Files.createDirectories(folder);
        var name = program.getCommandSpec().qualifiedName("-");
        Files.writeString(folder.resolve(name + ".1"), of(program));
        for (var command : new HashSet<>(program.getSubcommands().values())) writeAll(command, folder);
    }

    private String text() {
        var spec = command.getCommandSpec();
        var name = spec.qualifiedName("-");
        var description = Arrays.asList(spec.usageMessage().description());
        macro(".TH %s 1 \"\" \"Halftone %s\"".formatted(escaped(name.toUpperCase(Locale.ROOT)), ProductVersion.text()));
        section("NAME");
        line(name + " - " + description.getFirst().replaceFirst("\\.$", ""));
        section("SYNOPSIS");
        line(help.synopsis(0).strip());
        section("DESCRIPTION");
        description.forEach(this::line);
        section("OPTIONS");
        spec.positionalParameters().stream()
                .filter(parameter -> !parameter.hidden())
                .forEach(parameter -> item(parameter.paramLabel(), List.of(parameter.description())));
        var grouped = spec.argGroups().stream()
                .flatMap(group -> group.allOptionsNested().stream())
                .collect(Collectors.toSet());
        spec.options().stream().filter(option -> !grouped.contains(option)).forEach(this::option);
        spec.argGroups().forEach(this::group);
        if (!command.getSubcommands().isEmpty()) subcommands();
        exitCodes();
        return lines.toString();
    }

    private void group(ArgGroupSpec group) {
        macro(".SS " + escaped(group.heading().replace("%n", "").replaceFirst(":$", "")));
        group.allOptionsNested().forEach(this::option);
    }

    /// picocli's own rendering puts the defaults into the descriptions.
    private void option(OptionSpec option) {
        if (option.hidden()) return;
        var rows = help.createDefaultOptionRenderer()
                .render(option, help.createDefaultParamLabelRenderer(), Help.defaultColorScheme(Help.Ansi.OFF));
        var value = option.arity().max() == 0 ? "" : "=" + option.paramLabel();
        item(
                String.join(", ", option.names()) + value,
                Arrays.stream(rows)
                        .map(row -> row[DESCRIPTION])
                        .map(Text::toString)
                        .toList());
    }

    private void subcommands() {
        section("COMMANDS");
        command.getSubcommands()
                .forEach((name, subcommand) -> item(
                        name, List.of(subcommand.getCommandSpec().usageMessage().description())));
    }

    private void exitCodes() {
        var codes = command.getCommandSpec().usageMessage().exitCodeList();
        if (codes.isEmpty()) return;
        section("EXIT STATUS");
        codes.forEach((code, meaning) -> item(code, List.of(meaning)));
    }

    private void section(String title) {
        macro(".SH " + title);
    }

    private void item(String term, List<String> description) {
        macro(".TP");
        macro(".B " + escaped(term));
        description.stream().filter(text -> !text.isBlank()).forEach(this::line);
    }

    private void macro(String line) {
        lines.add(line);
    }

    /// A line that begins with a dot or an apostrophe would be a macro.
    private void line(String text) {
        for (var line : text.replace("%n", "\n").lines().toList()) {
            var stripped = escaped(line.strip());
            if (!stripped.isEmpty()) lines.add(stripped.matches("[.'].*") ? "\\&" + stripped : stripped);
        }
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\e").replace("-", "\\-");
    }
}
