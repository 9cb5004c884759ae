package dev.halftone.app.web;

import static dev.halftone.app.LiveServer.CSV;
import static dev.halftone.app.LiveServer.HEADER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.Caller;
import dev.halftone.app.Form;
import dev.halftone.app.LiveServer;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The names that the first clients use.
class FirstClientsTest {
    @RegisterExtension
    static final LiveServer server = LiveServer.start();

    private final Caller caller = server.caller();

    @Test
    void takeAnUploadAndTellHowItStands() {
        var doors = new CountDownLatch(1);
        server.studio().waitsFor(doors);
        var form = Form.of(CSV)
                .field("webhook_url", "https://shop.example.com/hook")
                .field("submit", "Upload");

        var uploaded = caller.postForm("/upload_csv", form);
        doors.countDown();
        caller.awaitEnd("/v1/requests/" + uploaded.at("/request_id"));
        var standing = caller.get("/request_status/" + uploaded.at("/request_id"));

        assertThat(uploaded.status()).isEqualTo(202);
        assertThat(uploaded.at("/status")).isEqualTo("Pending");
        assertThat(uploaded.at("/message")).isEqualTo("waiting to begin");
        assertThat(standing.at("/status")).isEqualTo("Completed");
        assertThat(standing.json().at("/total_rows").asInt()).isEqualTo(1);
        assertThat(standing.json().at("/processed_rows").asInt()).isEqualTo(1);
    }

    @Test
    void tellOfACancelledRequest() {
        var doors = new CountDownLatch(1);
        server.studio().waitsFor(doors);
        var id = caller.postForm("/upload_csv", Form.of(CSV)).at("/request_id");

        caller.post("/v1/requests/" + id + "/cancel");
        doors.countDown();

        assertThat(caller.get("/request_status/" + id).at("/status")).isEqualTo("Cancelled");
    }

    @Test
    void refuseWhatTheirCoversRefuse() {
        assertThat(caller.postForm("/upload_csv", Form.of(HEADER)).outcome()).isEqualTo("422 invalid_csv");
        assertThat(caller.postForm("/upload_csv", Form.empty().field("a", "b")).outcome())
                .isEqualTo("400 malformed_upload");
        assertThat(caller.postForm("/upload_csv", Form.of(CSV).field("webhook_url", "http://10.0.0.1/"))
                        .outcome())
                .isEqualTo("422 invalid_option");
        assertThat(caller.postCsv("/upload_csv", CSV).outcome()).isEqualTo("415 unsupported_media_type");
        assertThat(caller.get("/request_status/nonsense").outcome()).isEqualTo("404 not_found");
    }
}
