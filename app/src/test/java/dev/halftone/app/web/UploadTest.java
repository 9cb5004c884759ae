package dev.halftone.app.web;

import static dev.halftone.app.LiveServer.CSV;
import static dev.halftone.app.LiveServer.HEADER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.Answer;
import dev.halftone.app.Caller;
import dev.halftone.app.Form;
import dev.halftone.app.LiveServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a client gets for a CSV that is good.
class UploadTest {
    @RegisterExtension
    static final LiveServer server = LiveServer.start();

    private final Caller caller = server.caller();

    @Test
    void acceptsAFormAtOnce() {
        var csv = HEADER + "1,Chair,\"http://a.test/1.jpg,http://a.test/2.jpg\"\r\n2,Lamp,http://a.test/3.jpg\r\n";

        var answer = caller.postForm("/v1/requests", Form.of(csv));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.at("/status")).isEqualTo("queued");
        assertThat(answer.json().at("/rows").asInt()).isEqualTo(2);
        assertThat(answer.json().at("/images").asInt()).isEqualTo(3);
        assertThat(answer.json().at("/warnings").size()).isZero();
    }

    @Test
    void tellsWhereEverythingAboutTheRequestIs() {
        var answer = caller.postForm("/v1/requests", Form.of(CSV));

        var self = LiveServer.PUBLIC_URL + "/v1/requests/" + answer.at("/request_id");
        assertThat(answer.header("Location")).isEqualTo(self);
        assertThat(answer.at("/links/self")).isEqualTo(self);
        assertThat(answer.at("/links/output_csv")).isEqualTo(self + "/output.csv");
        assertThat(answer.at("/links/page")).isEqualTo(LiveServer.PUBLIC_URL + "/requests/" + answer.at("/request_id"));
    }

    @Test
    void acceptsACsvAsItIs() {
        var answer = caller.postCsv("/v1/requests?quality=30&format=webp", CSV);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(statusOf(answer).at("/options/quality")).isEqualTo("30");
        assertThat(statusOf(answer).at("/options/format")).isEqualTo("webp");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/csv; charset=utf-8",
                "application/csv",
                "text/tab-separated-values",
                "text/plain",
                "application/vnd.ms-excel",
                "application/octet-stream"
            })
    void takesWhatOthersCallACsv(String type) {
        var body = BodyPublishers.ofString(CSV);

        var answer = caller.call("POST", "/v1/requests", body, "Content-Type", type);

        assertThat(answer.status()).isEqualTo(202);
    }

    @Test
    void takesEveryOptionOfAForm() {
        var form = Form.of(CSV)
                .field("quality", "80")
                .field("max_width", "0")
                .field("max_height", "640")
                .field("format", "avif")
                .field("cache", "none")
                .field("webhook_url", "https://shop.example.com/hook")
                .field("webhook_secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

        var status = statusOf(caller.postForm("/v1/requests", form));

        assertThat(status.json().at("/options").toString())
                .isEqualTo(
                        "{\"quality\":80,\"max_width\":0,\"max_height\":640,\"format\":\"avif\",\"cache\":\"none\"}");
        assertThat(status.at("/webhook/url")).isEqualTo("https://shop.example.com/hook");
        assertThat(status.text()).doesNotContain("whsec_");
    }

    @Test
    void takesTheUsualForWhatAFormLeavesEmpty() {
        var form = Form.of(CSV).field("quality", "").field("webhook_url", " ");

        var status = statusOf(caller.postForm("/v1/requests", form));

        assertThat(status.at("/options/quality")).isEqualTo("50");
        assertThat(status.at("/options/cache")).isEqualTo("use");
        assertThat(status.json().at("/webhook").isNull()).isTrue();
    }

    @Test
    void takesAFileThatWasSentAsAField() {
        var form = Form.empty().field("file", CSV);

        assertThat(caller.postForm("/v1/requests", form).status()).isEqualTo(202);
    }

    @Test
    void namesWhatIsOddAboutACsv() {
        var csv =
                "Serial Number,Product Name,Input Image URLs,Colour\r\n1,Chair,\"http://a.test/1.jpg,ftp://x\",red\r\n";

        var answer = caller.postCsv("/v1/requests", csv);

        assertThat(answer.json().at("/warning_count").asInt()).isEqualTo(2);
        assertThat(answer.at("/warnings/0/code")).isEqualTo("ignored_column");
        assertThat(answer.at("/warnings/1/code")).isEqualTo("invalid_url");
    }

    @Test
    void answersASecondPostOfTheSameKeyWithTheFirstRequest() {
        var first = caller.postCsv("/v1/requests", CSV, "Idempotency-Key", "monday");

        var second = caller.postCsv("/v1/requests", CSV, "Idempotency-Key", "monday");

        assertThat(first.status()).isEqualTo(202);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.at("/request_id")).isEqualTo(first.at("/request_id"));
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
    }

    @Test
    void makesOneRequestOfTwoPostsAtOnce() throws Exception {
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var posts = Collections.nCopies(
                    8, (Callable<Answer>) () -> caller.postCsv("/v1/requests", CSV, "Idempotency-Key", "sunday"));

            var answers =
                    clients.invokeAll(posts).stream().map(Future::resultNow).toList();

            assertThat(answers.stream().map(answer -> answer.at("/request_id")).distinct())
                    .hasSize(1);
            assertThat(answers.stream().filter(answer -> answer.status() == 202))
                    .hasSize(1);
            assertThat(answers.stream().filter(answer -> answer.status() == 200))
                    .hasSize(7);
        }
    }

    @Test
    void refusesAKeyThatStandsForAnotherUpload() {
        caller.postCsv("/v1/requests", CSV, "Idempotency-Key", "tuesday");

        var otherFile =
                caller.postCsv("/v1/requests", CSV + "2,Lamp,http://a.test/2.jpg\r\n", "Idempotency-Key", "tuesday");
        var otherOption = caller.postCsv("/v1/requests?quality=51", CSV, "Idempotency-Key", "tuesday");

        assertThat(otherFile.outcome()).isEqualTo("422 idempotency_key_reused");
        assertThat(otherOption.outcome()).isEqualTo("422 idempotency_key_reused");
    }

    @Test
    void keepsNoPartOfAFormWhenItsCallHasEnded() {
        var path = caller.submit(HEADER + "1,%s,http://a.test/1.jpg\r\n".formatted("Chair ".repeat(5_000)));

        caller.awaitEnd(path);

        assertThat(server.uploads()).isEmpty();
    }

    private Answer statusOf(Answer accepted) {
        return caller.get("/v1/requests/" + accepted.at("/request_id"));
    }
}
