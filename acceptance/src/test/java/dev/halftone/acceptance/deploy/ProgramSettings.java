package dev.halftone.acceptance.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.ExternalTool;
import dev.halftone.acceptance.JavaCommand;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Asks the program whether it knows the settings that a file in `deploy` makes.
final class ProgramSettings {
    private ProgramSettings() {}

    /// Fails unless the program knows each variable. Blank ones count as unset, but their names are checked.
    ///
    /// @param folder for the program's output
    static void assertKnown(Path folder, Collection<String> variables) {
        var blank = variables.stream()
                .filter(name -> name.startsWith("HALFTONE_"))
                .collect(Collectors.toMap(Function.identity(), _ -> ""));
        assertThat(blank).hasSizeGreaterThan(3);
        var command = JavaCommand.of(List.of(), List.of("check-url", "http://192.0.2.1/"));

        var check = ExternalTool.run(folder, blank, command.toArray(String[]::new));

        assertThat(check.output()).contains("blocked_address").doesNotContain("unknown setting");
    }
}
