package dev.halftone.app.cli;

import dev.halftone.app.key.ApiKey;
import dev.halftone.app.key.KeyHolder;
import dev.halftone.app.setting.SettingRefused;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "The API keys that let clients in: makes, lists and revokes them.",
            "A running server sees the change with its next call."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:it could not be done", "64:wrong usage"})
final class Keys {
    private static final int ID_BYTES = 8;

    private final Surroundings surroundings;
    private final SecureRandom random = new SecureRandom();

    Keys(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /// The key alone goes to standard output, so that a script can take it from there.
    @Command(
            mixinStandardHelpOptions = true,
            description = "Makes a key and prints it, this once: only its digest is kept.")
    int create(
            @Mixin KeysFile file,
            @Parameters(paramLabel = "NAME", description = "What to call whoever gets it.") String name)
            throws IOException {
        var keys = file.open();
        if (keys.read().named(name).isPresent()) return refuse("there is a key named " + Printable.text(name));
        var key = ApiKey.random(random);
        var made = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        keys.add(SettingRefused.checked(() -> KeyHolder.of(id(), name, key, made)));
        surroundings.err().println("the key of " + name + "; it is not shown again:");
        surroundings.out().println(key.text());
        return ExitCode.SUCCEEDED;
    }

    @Command(mixinStandardHelpOptions = true, description = "Lists who has a key: name, when it was made, and id.")
    int list(@Mixin KeysFile file) throws IOException {
        for (var holder : file.open().read().holders()) {
            surroundings.out().printf("%-24s %s %s%n", holder.name(), holder.made(), holder.id());
        }
        return ExitCode.SUCCEEDED;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Revokes a key. Its requests stay, but nobody sees them any more but the operator.")
    int revoke(@Mixin KeysFile file, @Parameters(paramLabel = "NAME", description = "Whose key.") String name)
            throws IOException {
        if (!file.open().remove(name)) return refuse("there is no key named " + Printable.text(name));
        surroundings.err().println("the key of " + name + " lets nobody in any more");
        return ExitCode.SUCCEEDED;
    }

    private int refuse(String why) {
        surroundings.err().println("halftone: " + why);
        return ExitCode.FAILED;
    }

    private String id() {
        var bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
