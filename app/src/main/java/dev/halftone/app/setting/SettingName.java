package dev.halftone.app.setting;

import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The name of a setting: `fetch-timeout`, which is `--fetch-timeout` as a flag, `halftone.fetch-timeout` as a system
/// property and `HALFTONE_FETCH_TIMEOUT` in the environment.
public record SettingName(String words) {
    static final String PROPERTY_PREFIX = "halftone.";
    static final String VARIABLE_PREFIX = "HALFTONE_";

    /// The setting behind an argument of a command, if it is one: a flag with a long name that is no call for
    /// help.
    public static Optional<SettingName> of(ArgSpec argument) {
        return argument instanceof OptionSpec option && !option.usageHelp() && !option.versionHelp()
                ? Optional.of(new SettingName(option.longestName().substring("--".length())))
                : Optional.empty();
    }

    public String flag() {
        return "--" + words;
    }

    public String property() {
        return PROPERTY_PREFIX + words;
    }

    public String variable() {
        return VARIABLE_PREFIX + words.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
