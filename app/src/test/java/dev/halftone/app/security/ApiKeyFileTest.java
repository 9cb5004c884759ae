package dev.halftone.app.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halftone.app.ApiKeyFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiKeyFileTest {
    @TempDir
    private Path folder;

    @Test
    void findsEachEntryByItsKey() throws IOException {
        var keys = ApiKeyFixture.in(folder);
        var shopKey = keys.create("shop");
        var millKey = keys.create("mill");

        var apiKeys = keys.file().read();

        assertThat(apiKeys.find(shopKey)).map(ApiKeys.Entry::name).contains("shop");
        assertThat(apiKeys.find(millKey)).map(ApiKeys.Entry::name).contains("mill");
        assertThat(apiKeys.find(ApiKey.random(new Random(7)))).isEmpty();
    }

    @Test
    void storesNoKeyInPlainText() throws IOException {
        var keys = ApiKeyFixture.in(folder);
        var key = keys.create("shop");

        var text = Files.readString(keys.file().path());

        assertThat(text).contains("shop").doesNotContain(key.text());
        assertThat(key.toString()).doesNotContain(key.text());
        assertThat(keys.file().read().toString()).doesNotContain(key.digest());
    }

    @Test
    void createsTheFileReadableByItsOwnerOnly() throws IOException {
        var keys = ApiKeyFixture.in(folder.resolve("not/there/yet"));
        keys.create("shop");
        keys.create("mill");
        keys.revoke("mill");

        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(keys.file().path())))
                .isEqualTo("rw-------");
    }

    @Test
    void removesOnlyTheNamedKey() throws IOException {
        var keys = ApiKeyFixture.in(folder);
        var shopKey = keys.create("shop");
        var millKey = keys.create("mill");

        assertThat(keys.file().remove("shop")).isTrue();
        assertThat(keys.file().remove("shop")).isFalse();

        assertThat(keys.file().read().find(shopKey)).isEmpty();
        assertThat(keys.file().read().find(millKey)).isPresent();
    }

    @Test
    void keepsAllKeysThatAreAddedAtTheSameTime() throws Exception {
        var keys = ApiKeyFixture.in(folder);
        var names = IntStream.range(0, 20).mapToObj(i -> "shop" + i).toList();

        try (var executor = Executors.newFixedThreadPool(4)) {
            for (var added : executor.invokeAll(
                    names.stream().map(name -> addition(keys, name)).toList())) added.get();
        }

        assertThat(keys.file().read().entries())
                .extracting(ApiKeys.Entry::name)
                .containsExactlyInAnyOrderElementsOf(names);
    }

    private static Callable<ApiKey> addition(ApiKeyFixture keys, String name) {
        return () -> keys.create(name);
    }

    @Test
    void keepsCommentsAndALastLineWithoutAnEnd() throws IOException {
        var keys = ApiKeyFixture.in(folder);
        keys.create("shop");
        var path = keys.file().path();
        Files.writeString(path, "# by hand\n" + Files.readString(path).strip());

        keys.create("mill");
        keys.revoke("shop");

        assertThat(keys.file().read().entries()).extracting(ApiKeys.Entry::name).containsExactly("mill");
        assertThat(path).content().startsWith("# by hand\n").endsWith("\n");
    }

    @Test
    void keepsTheAccessThatAnOperatorHasGiven() throws IOException {
        var keys = ApiKeyFixture.in(folder);
        keys.create("shop");
        var path = keys.file().path();
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r-----"));

        keys.create("mill");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-r-----");
    }

    @Test
    void replacesTheFileThatALinkNames() throws IOException {
        var keys = ApiKeyFixture.in(folder.resolve("real"));
        keys.create("shop");
        var link = Files.createSymbolicLink(folder.resolve("link"), keys.file().path());

        assertThat(new ApiKeyFile(link).remove("shop")).isTrue();

        assertThat(link).isSymbolicLink();
        assertThat(keys.file().read().entries()).isEmpty();
    }

    @Test
    void reportsTheNumberOfAnInvalidLine() throws IOException {
        var keys = ApiKeyFixture.in(folder);
        keys.create("shop");
        Files.writeString(keys.file().path(), Files.readString(keys.file().path()) + "rubbish\n");

        assertThatThrownBy(() -> keys.file().read())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("line 3");
    }
}
