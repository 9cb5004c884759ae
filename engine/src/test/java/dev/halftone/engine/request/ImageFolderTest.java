package dev.halftone.engine.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageFolderTest {
    @TempDir
    Path root;

    private Path mug;
    private ImageFolder folder;

    @BeforeEach
    void createFiles() throws IOException {
        root = root.toRealPath();
        mug = Files.writeString(
                Files.createDirectories(root.resolve("shop/m/b")).resolve("mug, blue.jpg"), "mug");
        Files.writeString(root.resolve("secret.jpg"), "secret");
        folder = ImageFolder.of(root.resolve("shop"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m/b/mug, blue.jpg",
                "/m/b/mug, blue.jpg",
                "//m/b/mug, blue.jpg",
                "./m/b/mug, blue.jpg",
                "m/../m/b/mug, blue.jpg",
                "m\\b\\mug, blue.jpg",
                "\\m\\b\\mug, blue.jpg"
            })
    void findsFilesBelowTheFolder(String text) {
        assertThat(folder.find(text)).contains(mug);
    }

    @Test
    void findsFilesByTheirFullPathAndTheirUrl() {
        assertThat(folder.find(mug.toString())).contains(mug);
        assertThat(folder.find("file://" + mug)).contains(mug);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret.jpg",
                "/../secret.jpg",
                "m/../../secret.jpg",
                "..\\secret.jpg",
                "m\\..\\..\\secret.jpg",
                "file:///etc/passwd",
                "/etc/passwd",
                "m/b/none.jpg",
                "m/b",
                "",
                " ",
                "/",
                ".",
                "..",
                "~/secret.jpg",
                "a\0b"
            })
    void findsNothingElse(String text) {
        assertThat(folder.find(text)).isEqualTo(Optional.empty());
    }

    @Test
    void findsNoFileOutsideByItsFullPath() {
        assertThat(folder.find(root.resolve("secret.jpg").toString())).isEmpty();
        assertThat(folder.find("file://" + root.resolve("secret.jpg"))).isEmpty();
    }

    @Test
    void followsLinksOnlyWithinTheFolder() throws IOException {
        Files.createSymbolicLink(root.resolve("shop/inside.jpg"), mug);
        Files.createSymbolicLink(root.resolve("shop/outside.jpg"), root.resolve("secret.jpg"));
        Files.createSymbolicLink(root.resolve("shop/up"), root);

        assertThat(folder.find("inside.jpg")).contains(mug);
        assertThat(folder.find("outside.jpg")).isEmpty();
        assertThat(folder.find("up/secret.jpg")).isEmpty();
        assertThat(folder.find("up/shop/m/b/mug, blue.jpg")).contains(mug);
    }

    @Test
    void mayItselfBeALink() throws IOException {
        var link = Files.createSymbolicLink(root.resolve("link"), root.resolve("shop"));

        assertThat(ImageFolder.of(link).find("m/b/mug, blue.jpg")).contains(mug);
    }
}
