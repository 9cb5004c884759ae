package dev.halftone.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.security.ApiKey;
import dev.halftone.app.security.ApiKeyFile;
import dev.halftone.app.security.ApiKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandTest {
    @TempDir
    private Path folder;

    @Test
    void printsOnlyTheNewKey() throws IOException {
        var run = keys("create", "shop");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).singleElement().asString().matches("htk_[A-Za-z0-9_-]{43}");
        assertThat(file().read().find(new ApiKey(run.out().getFirst())))
                .map(ApiKeys.Entry::name)
                .contains("shop");
    }

    @Test
    void rejectsADuplicateName() {
        keys("create", "shop");

        var run = keys("create", "shop");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).containsExactly("halftone: there is already a key named shop");
    }

    @Test
    void listsNamesWithoutKeys() {
        var key = keys("create", "shop").out().getFirst();
        keys("create", "mill");

        var run = keys("list");

        assertThat(run.out()).hasSize(2).allSatisfy(line -> assertThat(line).doesNotContain(key));
        assertThat(run.out().getFirst()).startsWith("shop ");
    }

    @Test
    void revokesAKey() throws IOException {
        var key = keys("create", "shop").out().getFirst();

        assertThat(keys("revoke", "shop").exitCode()).isZero();
        assertThat(keys("revoke", "shop").exitCode()).isEqualTo(1);

        assertThat(file().read().find(new ApiKey(key))).isEmpty();
    }

    @Test
    void rejectsAnInvalidName() {
        var run = keys("create", "the shop");

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err()).singleElement().asString().contains("name");
    }

    @Test
    void requiresASubcommandAndAKeyFile() {
        assertThat(CommandRun.of("keys").exitCode()).isEqualTo(64);
        assertThat(CommandRun.of("keys", "list").exitCode()).isEqualTo(64);
    }

    @Test
    void readsTheFileNameFromTheServersVariable() {
        var environment = Map.of("HALFTONE_API_KEYS", file().path().toString());

        assertThat(CommandRun.in(environment, "keys", "create", "shop").exitCode())
                .isZero();
    }

    private CommandRun keys(String... arguments) {
        var allArguments = new ArrayList<>(List.of("keys"));
        allArguments.addAll(List.of(arguments));
        allArguments.addAll(List.of("--api-keys", file().path().toString()));
        return CommandRun.of(allArguments.toArray(String[]::new));
    }

    private ApiKeyFile file() {
        return new ApiKeyFile(folder.resolve("api-keys"));
    }
}
