package dev.halftone.app.setting;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;

/// Where a setting comes from when no flag gives it: the system properties first, then the environment. A blank value
/// is none: compose files and CI systems hand over empty variables for what nobody has set.
public final class SettingSources implements IDefaultValueProvider {
    private final Map<String, String> properties;
    private final Map<String, String> environment;

    public SettingSources(Map<String, String> properties, Map<String, String> environment) {
        this.properties = Map.copyOf(properties);
        this.environment = Map.copyOf(environment);
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        // Here null says: the default that the flag itself declares.
        return find(argument).map(Found::value).orElse(null);
    }

    /// A value, and the property or variable that has it.
    public record Found(String name, String value) {}

    /// What these sources say of an argument of a command; nothing if it is no setting.
    public Optional<Found> find(ArgSpec argument) {
        return SettingName.of(argument).flatMap(this::find);
    }

    private Optional<Found> find(SettingName setting) {
        return find(properties, setting.property()).or(() -> find(environment, setting.variable()));
    }

    private static Optional<Found> find(Map<String, String> values, String name) {
        return Optional.ofNullable(values.get(name))
                .filter(value -> !value.isBlank())
                .map(value -> new Found(name, value));
    }

    /// Whether they have no setting, known or unknown.
    public boolean isEmpty() {
        return none(properties, SettingName.PROPERTY_PREFIX) && none(environment, SettingName.VARIABLE_PREFIX);
    }

    private static boolean none(Map<String, String> values, String prefix) {
        return values.keySet().stream().noneMatch(name -> name.startsWith(prefix));
    }

    Map<String, String> properties() {
        return properties;
    }

    Map<String, String> environment() {
        return environment;
    }
}
