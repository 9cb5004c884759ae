package dev.halftone.app.cli;

import static dev.halftone.app.ServerFixture.CSV;
import static dev.halftone.app.ServerFixture.HEADER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.ServerFixture;
import dev.halftone.engine.report.ReportJson;
import dev.halftone.testkit.api.MultipartForm;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RequestsCommandTest {
    private static final String UNKNOWN = "0123456789abcdef0123456789abcdef";

    private ServerFixture server;

    @BeforeEach
    void start() {
        server = ServerFixture.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void listsRequestsInColumnsNewestFirst() {
        var first = submit(CSV);
        var second = submit(HEADER + "1,Mug,\"http://a.test/missing.jpg,http://a.test/1.jpg\"\r\n");

        var run = run("list");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).hasSize(3);
        assertThat(run.out().get(0)).matches("ID {32}STATUS     IMAGES  FAILED  NAME          CREATED");
        assertThat(run.out().get(1)).matches(second + "  completed  2/2     1       products\\.csv  20.*Z");
        assertThat(run.out().get(2)).matches(first + "  completed  1/1     0       products\\.csv  20.*Z");
    }

    @Test
    void listsWhatIsLookedFor() {
        var form = MultipartForm.of(CSV).field("reference", "spring");
        var spring = server.client().postForm("/v1/requests", form).field("/request_id");
        submit(CSV);

        assertThat(ids(run("list", "--reference", "spring"))).containsExactly(spring);
        assertThat(ids(run("list", "--search", "SPRI"))).containsExactly(spring);
        assertThat(ids(run("list", "--status", "cancelled"))).isEmpty();
        assertThat(ids(run("list", "--status", "queued,processing,completed", "--limit", "1")))
                .hasSize(1)
                .doesNotContain(spring);
    }

    @Test
    void followsPagesUpToTheLimit() {
        IntStream.range(0, 503).parallel().forEach(_ -> server.client().submit(CSV));

        assertThat(ids(run("list", "--limit", "502"))).hasSize(502).doesNotHaveDuplicates();
        assertThat(ids(run("list", "--limit", "1000"))).hasSize(503);
        assertThat(ids(run("list"))).hasSize(20);
        assertThat(run("list", "--limit", "0").err()).singleElement().asString().contains("limit must be at least 1");
    }

    @Test
    void showsAStatusInWords() {
        var id = submit(
                HEADER + "1,Mug,\"http://a.test/missing.jpg,http://a.test/1.jpg,http://a.test/damaged.jpg\"\r\n");

        var run = run("show", id);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("request    " + id)
                .contains("status     completed")
                .contains("message    3 of 3 images done, 2 failed")
                .contains("file       products.csv")
                .contains("images     3 of 3 done: 1 succeeded, 0 of them reused, 2 failed")
                .contains("page       " + ServerFixture.PUBLIC_URL + "/requests/" + id)
                .contains("http_404  1  No image was found at the URL.")
                .contains("corrupt_image  1  The image file is damaged.");
    }

    @Test
    void printsTheJsonOfTheApi() {
        var id = submit(CSV);
        var mapper = ReportJson.mapper();

        assertThat(mapper.readTree(String.join("", run("show", "--json", id).out())))
                .isEqualTo(server.client().get("/v1/requests/" + id).json());
        assertThat(mapper.readTree(String.join("", run("list", "--json").out())).path("items"))
                .isEqualTo(server.client().get("/v1/requests").json().path("items"));
    }

    @Test
    void cancelsWhatRunsAndSaysWhatHasEnded() {
        var ended = submit(CSV);
        var gate = new CountDownLatch(1);
        server.imageService().holdUntil(gate);
        var running = server.client().submit(CSV).replaceFirst(".*/", "");

        var run = run("cancel", ended, running);
        gate.countDown();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).containsExactly("halftone: " + ended + ": the request has ended or was cancelled before");
        assertThat(run.out()).singleElement().asString().startsWith("cancelled " + running + ": cancelled; ");
        assertThat(server.client().get("/v1/requests/" + running).field("/status"))
                .isEqualTo("cancelled");
    }

    @Test
    void deletesEndedAndRunningRequests() {
        var ended = submit(CSV);
        var gate = new CountDownLatch(1);
        server.imageService().holdUntil(gate);
        var running = server.client().submit(CSV).replaceFirst(".*/", "");

        var run = run("delete", ended, UNKNOWN, running);
        gate.countDown();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).containsExactly("deleted " + ended, "deleted " + running);
        assertThat(run.err()).containsExactly("halftone: " + UNKNOWN + ": there is no such request");
        assertThat(server.client().get("/v1/requests").json().path("items")).isEmpty();
    }

    @Test
    void tellsAnIdFromAPath() {
        var run = run("delete", "../requests");

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err()).singleElement().asString().contains("32 hexadecimal digits");
        assertThat(run("show", UNKNOWN).err()).containsExactly("halftone: there is no such request");
    }

    /// Submits a CSV, and waits for the end.
    private String submit(String csv) {
        var path = server.client().submit(csv);
        server.client().awaitEnd(path);
        return path.replaceFirst(".*/", "");
    }

    private CommandRun run(String command, String... arguments) {
        var all = new ArrayList<>(List.of("requests", command, "--server", "http://127.0.0.1:" + server.port()));
        all.addAll(List.of(arguments));
        return CommandRun.of(all.toArray(String[]::new));
    }

    private static List<String> ids(CommandRun run) {
        return run.out().stream().skip(1).map(line -> line.split(" ", 2)[0]).toList();
    }
}
