package dev.halftone.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.web.SampleCatalog;
import dev.halftone.testkit.ImageHost;
import dev.halftone.testkit.MockResponse;
import dev.halftone.testkit.SmallWorkbook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Catalogues behind a URL, and catalogues that name files on this machine.
@Tag("slow")
class RunSourcesTest {
    private final ImageHost host = ImageHost.start();

    @TempDir
    Path folder;

    private Path out;
    private Path images;

    @BeforeEach
    void copyImages() throws IOException {
        out = folder.resolve("out");
        images = Files.createDirectories(folder.resolve("media/m/b"));
        Files.write(images.resolve("mug.jpg"), image("mug-teal.jpg"));
        Files.write(images.resolve("lamp, navy.png"), image("lamp-navy.png"));
        host.respondTo("/mug.jpg", MockResponse.image("image/jpeg", image("mug-teal.jpg")));
    }

    @AfterEach
    void closeHost() {
        host.close();
    }

    @Test
    void processesACatalogueBehindAUrl() throws IOException {
        var csv = "Serial Number,Product Name,Input Image URLs\n7,Größe," + host.url("/mug.jpg") + "\n";
        host.respondTo("/products.csv", MockResponse.image("text/csv; charset=utf-8", csv.getBytes(UTF_8)));

        var run = CommandRun.of("run", host.url("/products.csv"), "--allow-private-networks", "--out=" + out);

        assertThat(run.exitCode()).isZero();
        assertThat(output()).contains("7,Größe," + host.url("/mug.jpg") + ",images/");
    }

    @Test
    void saysWhyAUrlHasNoCatalogue() {
        var run = CommandRun.of("run", host.url("/gone.csv"), "--allow-private-networks", "--out=" + out);
        var blocked = CommandRun.of("run", host.url("/gone.csv"), "--out=" + out);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .containsExactly("halftone: " + host.url("/gone.csv") + ": the server answered 404 Not Found");
        assertThat(blocked.exitCode()).isEqualTo(1);
        assertThat(blocked.err()).singleElement().asString().contains("--allow");
        assertThat(out).doesNotExist();
    }

    @Test
    void validatesACatalogueBehindAUrl() {
        var csv = "Serial Number,Product Name,Input Image URLs\n7,Mug,\n";
        host.respondTo("/products.csv", MockResponse.image("text/csv", csv.getBytes(UTF_8)));

        var run = CommandRun.of("validate", host.url("/products.csv"), "--allow-private-networks");

        assertThat(run.exitCode()).isEqualTo(65);
        assertThat(run.err()).first().asString().startsWith(host.url("/products.csv") + ":2:");
    }

    @Test
    void returnsAWorkbookAsAWorkbook() throws IOException {
        var workbook = folder.resolve("products.xlsx");
        SmallWorkbook.write(
                workbook,
                List.of(List.of("Handle", "Title", "Image Src"), List.of("mug", "Mug", host.url("/mug.jpg"))));

        var run = CommandRun.of("run", workbook.toString(), "--allow-private-networks", "--out=" + out);

        assertThat(run.exitCode()).isZero();
        assertThat(out.resolve("output.xlsx")).isNotEmptyFile();
        var again = CommandRun.of("validate", out.resolve("output.xlsx").toString(), "--json");
        assertThat(again.out()).singleElement().asString().containsPattern("\"sample\":\"images/[0-9a-f]{32}\\.jpg\"");
        assertThat(output()).matches("Handle,Title,Image Src\\R+mug,Mug,images/[0-9a-f]{32}\\.jpg\\R");
    }

    @Test
    void readsTheFilesThatCellsName() throws IOException {
        var csv = Files.writeString(folder.resolve("products.csv"), """
                sku,name,base_image,small_image
                7,Mug,/m/b/mug.jpg,"/m/b/lamp, navy.png"
                8,Cup,m/b/none.jpg,%s
                9,Pot,../secret.jpg,no_selection
                """.formatted(host.url("/mug.jpg")));
        Files.write(folder.resolve("secret.jpg"), image("mug-teal.jpg"));

        var run = CommandRun.of(
                "run",
                csv.toString(),
                "--base-dir=" + folder.resolve("media"),
                "--allow-private-networks",
                "--out=" + out);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).first().asString().startsWith("3 images succeeded, 2 failed");
        assertThat(run.err()).contains("8: m/b/none.jpg: invalid_url: there is no such file in " + media());
        assertThat(output().replaceAll("images/[0-9a-f]+", "NEW")).isEqualTo("""
                        sku,name,base_image,small_image
                        7,Mug,NEW.jpg,"NEW.png"
                        8,Cup,m/b/none.jpg,NEW.jpg
                        9,Pot,../secret.jpg,no_selection
                        """);
    }

    @Test
    void validatesTheFilesThatCellsName() throws IOException {
        var csv =
                Files.writeString(folder.resolve("products.csv"), "sku,base_image\n7,/m/b/mug.jpg\n8,/m/b/none.jpg\n");

        var run = CommandRun.of("validate", csv.toString(), "--base-dir=" + folder.resolve("media"));
        var without = CommandRun.of("validate", csv.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).singleElement().asString().contains("there is no such file in " + media());
        assertThat(without.exitCode()).isEqualTo(65);
    }

    /// A base URL is where the other images are.
    @Test
    void looksForFilesFirstAndThenAtTheBaseUrl() throws IOException {
        Files.delete(images.resolve("mug.jpg"));
        host.respondTo("/media/m/b/mug.jpg", MockResponse.image("image/jpeg", image("mug-teal.jpg")));
        var csv = Files.writeString(
                folder.resolve("products.csv"), "sku,base_image\n7,/m/b/mug.jpg\n8,\"/m/b/lamp, navy.png\"\n");

        var run = CommandRun.of(
                "run",
                csv.toString(),
                "--base-dir=" + folder.resolve("media"),
                "--base-url=" + host.url("/media"),
                "--allow-private-networks",
                "--out=" + out);

        assertThat(run.exitCode()).isZero();
        assertThat(host.requests()).hasSize(1);
    }

    @Test
    void refusesABaseFolderThatIsNone() throws IOException {
        var csv = Files.writeString(folder.resolve("products.csv"), "sku,base_image\n7,/m/b/mug.jpg\n");

        var run = CommandRun.of("run", csv.toString(), "--base-dir=" + csv, "--out=" + out);

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err()).first().asString().contains("base-dir is not a folder: " + csv);
    }

    private Path media() throws IOException {
        return folder.resolve("media").toRealPath();
    }

    private String output() throws IOException {
        return Files.readString(out.resolve("output.csv"));
    }

    private static byte[] image(String name) throws IOException {
        try (var file = Objects.requireNonNull(SampleCatalog.class.getResourceAsStream("/page/sample/" + name))) {
            return file.readAllBytes();
        }
    }
}
