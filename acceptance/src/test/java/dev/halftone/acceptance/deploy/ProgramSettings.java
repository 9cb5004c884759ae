package dev.halftone.acceptance.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.ExternalTool;
import dev.halftone.acceptance.JavaCommand;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Asks the program whether it knows the settings that a file in `deploy` makes.
final class ProgramSettings {
    /// Those of the bucket, until the program has them.
    private static final Set<String> ANNOUNCED =
            Set.of("HALFTONE_STORAGE", "HALFTONE_S3_ENDPOINT", "HALFTONE_S3_REGION");

    private ProgramSettings() {}

    /// Fails unless the program knows each variable. Blank ones count as unset, but their names are checked.
    ///
    /// @param folder for the program's output
    static void assertKnown(Path folder, Collection<String> variables) {
        var blank = variables.stream()
                .filter(name -> name.startsWith("HALFTONE_") && !ANNOUNCED.contains(name))
                .collect(Collectors.toMap(Function.identity(), _ -> ""));
        assertThat(blank).hasSizeGreaterThan(3);
        var command = JavaCommand.of(List.of(), List.of("check-url", "http://192.0.2.1/"));

        var check = ExternalTool.run(folder, blank, command.toArray(String[]::new));

        assertThat(check.output()).contains("blocked_address").doesNotContain("unknown setting");
    }
}
