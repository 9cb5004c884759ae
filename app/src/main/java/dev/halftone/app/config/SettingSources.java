package dev.halftone.app.config;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Finds settings that no flag gives: first in system properties, then in the environment. Blank values are ignored,
/// because compose files and CI systems pass empty variables for unset ones.
public final class SettingSources implements IDefaultValueProvider {
    private final Map<String, String> properties;
    private final Map<String, String> environment;

    public SettingSources(Map<String, String> properties, Map<String, String> environment) {
        this.properties = Map.copyOf(properties);
        this.environment = Map.copyOf(environment);
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        // Null selects the default that the option declares.
        return find(argument).map(SettingValue::value).orElse(null);
    }

    /// A value, and the property or variable it comes from.
    public record SettingValue(String name, String value) {}

    /// The value for an argument; empty if it is not a setting or has none.
    public Optional<SettingValue> find(ArgSpec argument) {
        return SettingName.of(argument).flatMap(this::find);
    }

    private Optional<SettingValue> find(SettingName setting) {
        return find(properties, setting.property()).or(() -> find(environment, setting.variable()));
    }

    private static Optional<SettingValue> find(Map<String, String> values, String name) {
        return Optional.ofNullable(values.get(name))
                .filter(value -> !value.isBlank())
                .map(value -> new SettingValue(name, value));
    }

    /// Whether there are no settings at all, known or unknown.
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

    /// The name of a setting: `fetch-timeout`, which is `--fetch-timeout` as a flag, `halftone.fetch-timeout`
    /// as a system property and `HALFTONE_FETCH_TIMEOUT` in the environment.
    public record SettingName(String name) {
        static final String PROPERTY_PREFIX = "halftone.";
        static final String VARIABLE_PREFIX = "HALFTONE_";

        /// The setting of an argument: any option except help and version.
        public static Optional<SettingName> of(ArgSpec argument) {
            return argument instanceof OptionSpec option && !option.usageHelp() && !option.versionHelp()
                    ? Optional.of(new SettingName(option.longestName().substring("--".length())))
                    : Optional.empty();
        }

        public String flag() {
            return "--" + name;
        }

        public String property() {
            return PROPERTY_PREFIX + name;
        }

        public String variable() {
            return VARIABLE_PREFIX + name.toUpperCase(Locale.ROOT).replace('-', '_');
        }
    }
}
