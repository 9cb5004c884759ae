package dev.halftone.app.config;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine;

/// All settings of all commands. Environment variables reach every command, so a variable of another command is fine.
/// A variable that no command knows is an error.
public final class KnownSettings {
    /// The API key of a client. Only a variable: other users of the machine see arguments.
    public static final String API_KEY = SettingSources.SettingName.VARIABLE_PREFIX + "API_KEY";

    private final TreeSet<String> properties = new TreeSet<>();
    private final TreeSet<String> variables = new TreeSet<>();

    public KnownSettings(CommandLine program) {
        variables.add(API_KEY);
        commands(program)
                .flatMap(command -> command.getCommandSpec().options().stream())
                .map(SettingSources.SettingName::of)
                .flatMap(Optional::stream)
                .forEach(this::add);
    }

    private static Stream<CommandLine> commands(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(KnownSettings::commands));
    }

    private void add(SettingSources.SettingName setting) {
        properties.add(setting.property());
        variables.add(setting.variable());
    }

    /// An error message for the first unknown setting; empty if all are known.
    public Optional<String> findUnknown(SettingSources sources) {
        return unknown(sources.properties(), SettingSources.SettingName.PROPERTY_PREFIX, properties)
                .or(() -> unknown(sources.environment(), SettingSources.SettingName.VARIABLE_PREFIX, variables));
    }

    private static Optional<String> unknown(Map<String, String> values, String prefix, Collection<String> known) {
        return values.keySet().stream()
                .filter(name -> name.startsWith(prefix) && !known.contains(name))
                .sorted()
                .findFirst()
                .map(unknown(known));
    }

    private static Function<String, String> unknown(Collection<String> known) {
        return name -> "unknown setting " + name + SpellingSuggestion.didYouMean(name, known);
    }
}
