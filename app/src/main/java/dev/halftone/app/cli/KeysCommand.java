package dev.halftone.app.cli;

import dev.halftone.app.config.InvalidSettingException;
import dev.halftone.app.logging.ControlCharacters;
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
            "Creates, lists and revokes the API keys of clients.",
            "A running server applies a change to the next request."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:it failed", "64:wrong usage"})
final class KeysCommand {
    private static final int ID_BYTES = 8;

    private final CliEnvironment cliEnvironment;
    private final SecureRandom random = new SecureRandom();

    KeysCommand(CliEnvironment cliEnvironment) {
        this.cliEnvironment = cliEnvironment;
    }

    /// Only the key goes to standard output, so that a script can capture it.
    @Command(
            mixinStandardHelpOptions = true,
            description = "Creates a key and prints it, only this once: the file stores its digest.")
    int create(
            @Mixin KeyFileOption file,
            @Parameters(paramLabel = "NAME", description = "Name of the key's owner.") String name)
            throws IOException {
        var key = ApiKey.random(random);
        var made = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var entry = InvalidSettingException.wrap(() -> ApiKeys.Entry.of(id(), name, key, made));
        if (!file.open().add(entry)) return fail("there is already a key named " + name);
        cliEnvironment.err().println("the key of " + name + ", which is not shown again:");
        cliEnvironment.out().println(key.text());
        return Cli.ExitCode.SUCCEEDED;
    }

    @Command(mixinStandardHelpOptions = true, description = "Lists the keys: name, creation time and id.")
    int list(@Mixin KeyFileOption file) throws IOException {
        for (var holder : file.open().read().entries()) {
            cliEnvironment.out().printf("%-24s %s %s%n", holder.name(), holder.createdAt(), holder.id());
        }
        return Cli.ExitCode.SUCCEEDED;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Revokes a key. Its requests are kept, but only the operator can still see them.")
    int revoke(
            @Mixin KeyFileOption file,
            @Parameters(paramLabel = "NAME", description = "Name of the key's owner.") String name)
            throws IOException {
        if (!file.open().remove(name)) return fail("there is no key named " + name);
        cliEnvironment.err().println("revoked the key of " + name);
        return Cli.ExitCode.SUCCEEDED;
    }

    private int fail(String why) {
        cliEnvironment.err().println(ControlCharacters.escape("halftone: " + why));
        return Cli.ExitCode.FAILED;
    }

    private String id() {
        var bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /// The option for the key file.
    static final class KeyFileOption {
        @Option(
                names = "--api-keys",
                paramLabel = "FILE",
                required = true,
                description = "The key file, as given to serve.")
        private Path path;

        ApiKeyFile open() {
            return new ApiKeyFile(path);
        }
    }
}
