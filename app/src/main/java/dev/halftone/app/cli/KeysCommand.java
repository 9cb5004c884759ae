package dev.halftone.app.cli;

import dev.halftone.app.config.InvalidSettingException;
import dev.halftone.app.security.ApiKey;
import dev.halftone.app.security.ApiKeyFile;
import dev.halftone.app.security.ApiKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        versionProvider = Cli.VersionProvider.class,
        description = {
            "The API keys that let clients in: makes, lists and revokes them.",
            "A running server sees the change with its next call."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:it could not be done", "64:wrong usage"})
final class KeysCommand {
    private static final int ID_BYTES = 8;

    private final CliEnvironment cliEnvironment;
    private final SecureRandom random = new SecureRandom();

    KeysCommand(CliEnvironment cliEnvironment) {
        this.cliEnvironment = cliEnvironment;
    }

    /// The key alone goes to standard output, so that a script can take it from there.
    @Command(
            mixinStandardHelpOptions = true,
            description = "Makes a key and prints it, this once: only its digest is kept.")
    int create(
            @Mixin KeyFileOption file,
            @Parameters(paramLabel = "NAME", description = "What to call whoever gets it.") String name)
            throws IOException {
        var keys = file.open();
        if (keys.read().findByName(name).isPresent())
            return fail("there is a key named " + CliEnvironment.escapeControls(name));
        var key = ApiKey.random(random);
        var made = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        keys.add(InvalidSettingException.wrap(() -> ApiKeys.Entry.of(id(), name, key, made)));
        cliEnvironment.err().println("the key of " + name + "; it is not shown again:");
        cliEnvironment.out().println(key.text());
        return Cli.ExitCode.SUCCEEDED;
    }

    @Command(mixinStandardHelpOptions = true, description = "Lists who has a key: name, when it was made, and id.")
    int list(@Mixin KeyFileOption file) throws IOException {
        for (var holder : file.open().read().entries()) {
            cliEnvironment.out().printf("%-24s %s %s%n", holder.name(), holder.createdAt(), holder.id());
        }
        return Cli.ExitCode.SUCCEEDED;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Revokes a key. Its requests stay, but nobody sees them any more but the operator.")
    int revoke(@Mixin KeyFileOption file, @Parameters(paramLabel = "NAME", description = "Whose key.") String name)
            throws IOException {
        if (!file.open().remove(name)) return fail("there is no key named " + CliEnvironment.escapeControls(name));
        cliEnvironment.err().println("the key of " + name + " lets nobody in any more");
        return Cli.ExitCode.SUCCEEDED;
    }

    private int fail(String why) {
        cliEnvironment.err().println("halftone: " + why);
        return Cli.ExitCode.FAILED;
    }

    private String id() {
        var bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /// Which file of API keys a command is about.
    static final class KeyFileOption {
        @Option(
                names = "--api-keys",
                paramLabel = "FILE",
                required = true,
                description = "The file of keys, as serve is given it.")
        private Path path;

        ApiKeyFile open() {
            return new ApiKeyFile(path);
        }
    }
}
