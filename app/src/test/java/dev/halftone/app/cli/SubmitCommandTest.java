package dev.halftone.app.cli;

import static dev.halftone.app.ServerFixture.CSV;
import static dev.halftone.app.ServerFixture.HEADER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.ServerFixture;
import dev.halftone.engine.report.ReportJson;
import dev.halftone.testkit.ImageHost;
import dev.halftone.testkit.MockResponse;
import dev.halftone.testkit.SampleJpeg;
import dev.halftone.testkit.SmallWorkbook;
import dev.halftone.testkit.api.ApiResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class SubmitCommandTest {
    private static final String ONE_MISSING =
            HEADER + "001,Chair,\"http://a.test/1.jpg,http://a.test/missing.jpg\"\r\n002,Mug,http://a.test/2.jpg\r\n";

    @RegisterExtension
    static final ServerFixture SERVER = ServerFixture.start();

    @TempDir
    private Path folder;

    private Path csv;
    private Path out;

    @BeforeEach
    void chooseFiles() {
        csv = folder.resolve("möbel.csv");
        out = folder.resolve("out");
    }

    @Test
    void printsTheRequestAndItsPage() throws IOException {
        var run = submit(CSV);

        assertThat(run.exitCode()).as(run.err().toString()).isZero();
        assertThat(run.out()).hasSize(2);
        assertThat(run.out().getLast())
                .isEqualTo(ServerFixture.PUBLIC_URL + "/requests/" + run.out().getFirst());
        assertThat(run.err()).isEmpty();
        assertThat(status(run).field("/filename")).isEqualTo("möbel.csv");
    }

    @Test
    void sendsEveryOption() throws IOException {
        Files.writeString(csv, "Nr,Titel,Bild\n1,Stuhl,/stuhl.jpg\n");

        var run = run(
                csv.toString(),
                "--quality=70",
                "--max-width=800",
                "--max-height=0",
                "--format=webp",
                "--cache=none",
                "--image-column=Bild",
                "--id-column=Nr",
                "--name-column=Titel",
                "--base-url=http://a.test/bilder",
                "--failed=blank",
                "--reference=Frühling \"24\"",
                "--webhook-url=http://93.184.216.34/hook");

        var status = status(run).json();
        assertThat(status.path("options").toString())
                .isEqualTo("{\"quality\":70,\"max_width\":800,\"max_height\":0,\"format\":\"webp\",\"cache\":\"none\","
                        + "\"layout\":\"custom\",\"image_columns\":[\"Bild\"],\"id_column\":\"Nr\","
                        + "\"name_column\":\"Titel\",\"base_url\":\"http://a.test/bilder\",\"failed\":\"blank\","
                        + "\"keep_columns\":false,\"sheet\":null}");
        assertThat(status.path("reference").asString()).isEqualTo("Frühling \"24\"");
        assertThat(status.at("/webhook/url").asString()).isEqualTo("http://93.184.216.34/hook");
    }

    @Test
    void downloadsTheResultsAndNamesWhatFailed() throws IOException {
        var run = submit(ONE_MISSING, "--out", out.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).contains("2 images succeeded, 1 failed", "output: " + out.resolve("output.csv"));
        assertThat(run.err())
                .contains("1 image failed:", "http_404  1  No image was found at the URL.")
                .contains("all failed images: " + out.resolve("failed.csv"));
        for (var file : List.of("output.csv", "report.csv", "failed.csv"))
            assertThat(out.resolve(file)).as(file).hasContent(download(run, file));
        assertThat(out.resolve("images")).isDirectoryContaining("glob:**/001-1.jpg");
        assertThat(out.resolve("images/002-1.jpg")).hasContent("http://a.test/2.jpg");
        assertThat(filesIn(out)).containsExactlyInAnyOrder("output.csv", "report.csv", "failed.csv", "images");
        assertThat(filesIn(out.resolve("images"))).containsExactlyInAnyOrder("001-1.jpg", "002-1.jpg");
    }

    @Test
    void removesTheFailuresOfAnEarlierDownloadWhereNothingFailed() throws IOException {
        submit(ONE_MISSING, "--out", out.toString());

        var run = submit(CSV, "--out", out.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("1 image succeeded, 0 failed");
        assertThat(out.resolve("failed.csv")).doesNotExist();
        assertThat(out.resolve("output.csv")).hasContent(download(run, "output.csv"));
    }

    @Test
    void downloadsTheWorkbookOfAWorkbook() throws IOException {
        var workbook = folder.resolve("products.xlsx");
        SmallWorkbook.write(
                workbook,
                List.of(
                        List.of("Serial Number", "Product Name", "Input Image URLs"),
                        List.of("1", "Mug", "http://a.test/1.jpg")));

        var run = run(workbook.toString(), "--out", out.toString());

        assertThat(run.exitCode()).as(run.err().toString()).isZero();
        assertThat(run.out()).contains("output: " + out.resolve("output.xlsx"));
        assertThat(out.resolve("output.xlsx")).isNotEmptyFile();
        assertThat(filesIn(out)).containsExactlyInAnyOrder("output.csv", "output.xlsx", "report.csv", "images");
    }

    @Test
    void readsStandardInput() {
        var run = CommandRun.reading(CSV, "submit", "-", "--wait", "--server", server());

        assertThat(run.exitCode()).isZero();
        assertThat(status(run).json().path("filename").isNull()).isTrue();
        assertThat(status(run).field("/status")).isEqualTo("completed");
    }

    @Test
    void hasTheServerDownloadAUrl() {
        try (var host = ImageHost.start();
                var server = ServerFixture.startWithRealImages()) {
            host.respondTo("/1.jpg", SampleJpeg.response());
            var catalogue = HEADER + "1,Mug," + host.url("/1.jpg") + "\r\n";
            host.respondTo(
                    "/shop/products.csv", MockResponse.image("text/csv", catalogue.getBytes(StandardCharsets.UTF_8)));

            var run = CommandRun.of(
                    "submit", host.url("/shop/products.csv"), "--wait", "--server=http://127.0.0.1:" + server.port());

            assertThat(run.exitCode()).as(run.err().toString()).isZero();
            assertThat(run.out()).contains("1 image succeeded, 0 failed");
            assertThat(host.requests("/shop/products.csv")).hasSize(1);
        }
    }

    @Test
    void printsTheViolationsOfAnInvalidCsvAsValidateDoes() throws IOException {
        var run = submit(HEADER + "1,,http://a.test/1.jpg\r\n");

        assertThat(run.exitCode()).isEqualTo(65);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .isEqualTo(CommandRun.of("validate", csv.toString()).err())
                .singleElement()
                .asString()
                .startsWith(csv + ":2:2: blank_product_name: ");
    }

    @Test
    void printsWarnings() throws IOException {
        var run = submit("Serial Number,Product Name,Input Image URLs,Colour\n1,Mug,http://a.test/1.jpg,red\n");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err())
                .isEqualTo(CommandRun.of("validate", csv.toString()).err())
                .singleElement()
                .asString()
                .startsWith(csv + ":1:4: warning: ignored_column: ");
    }

    @Test
    void printsJsonAlone() throws IOException {
        var run = submit(ONE_MISSING, "--wait", "--json", "--quiet");

        assertThat(run.exitCode()).isEqualTo(2);
        var lines = run.out().stream().map(ReportJson.mapper()::readTree).toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst().path("rows").asInt()).isEqualTo(2);
        assertThat(lines.getLast().at("/images/failed").asInt()).isEqualTo(1);
        assertThat(lines.getLast().path("request_id"))
                .isEqualTo(lines.getFirst().path("request_id"));
    }

    @Test
    void printsTheIdAloneWhereItIsToBeQuiet() throws IOException {
        var run = submit(CSV, "--wait", "--quiet");

        assertThat(run.out()).singleElement().asString().matches("[0-9a-f]{32}");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void takesSettingsFromVariables() throws IOException {
        Files.writeString(csv, CSV);

        var run = CommandRun.in(
                Map.of("HALFTONE_SERVER", server(), "HALFTONE_QUALITY", "33", "HALFTONE_WEBHOOK_SECRET", "whsec_x"),
                "submit",
                csv.toString());

        assertThat(run.exitCode()).as(run.err().toString()).isZero();
        assertThat(status(run).field("/options/quality")).isEqualTo("33");
    }

    @Test
    void refusesWhatTheServerWouldRefuse() throws IOException {
        assertThat(submit(CSV, "--quality=0").err()).singleElement().asString().contains("quality");
        assertThat(submit(CSV, "--id-column=Nr").err())
                .containsExactly("halftone: id-column needs image_column, too (halftone submit --help for usage)");

        var run = submit(CSV, "--webhook-url=http://127.0.0.1/hook");

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err()).singleElement().asString().startsWith("halftone: webhook_url is rejected: ");
    }

    @Test
    void saysThatAFileIsTooLarge() throws IOException {
        var run = submit(HEADER + "1,Mug,http://a.test/1.jpg\r\n".repeat(ServerFixture.MAX_UPLOAD_BYTES));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).containsExactly("halftone: a CSV may have at most 0.1 MB (100000 bytes)");
    }

    @Test
    void saysThatThereIsNoFile() {
        assertThat(run(csv.toString()).err()).containsExactly("halftone: " + csv + ": no such file or folder");
        assertThat(run(folder.toString()).err()).containsExactly("halftone: " + folder + ": is a folder");
    }

    private CommandRun submit(String content, String... options) throws IOException {
        Files.writeString(csv, content);
        var arguments = new ArrayList<>(List.of(csv.toString()));
        arguments.addAll(List.of(options));
        return run(arguments.toArray(String[]::new));
    }

    private static CommandRun run(String... arguments) {
        var all = new ArrayList<>(List.of("submit", "--server", server()));
        all.addAll(List.of(arguments));
        return CommandRun.of(all.toArray(String[]::new));
    }

    private static String server() {
        return "http://127.0.0.1:" + SERVER.port();
    }

    private static ApiResponse status(CommandRun run) {
        return SERVER.client().get("/v1/requests/" + run.out().getFirst());
    }

    private static String download(CommandRun run, String file) {
        return SERVER.client()
                .get("/v1/requests/" + run.out().getFirst() + "/" + file)
                .text();
    }

    private static List<String> filesIn(Path path) throws IOException {
        try (var files = Files.list(path)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
