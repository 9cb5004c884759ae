package dev.halftone.app.web;

import static dev.halftone.app.LiveServer.HEADER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.Caller;
import dev.halftone.app.LiveServer;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What there is to know of a request beside its status.
class DetailsTest {
    @RegisterExtension
    static final LiveServer server = LiveServer.start();

    private final Caller caller = server.caller();

    @Test
    void repeatsTheWarningsOfTheUpload() {
        var path = caller.submit(LiveServer.CSV + "2,Lamp,htp:/slip.jpg\r\n");

        var warnings = caller.get(path + "/warnings").json();

        assertThat(warnings.path("warning_count").asInt()).isEqualTo(1);
        assertThat(warnings.at("/items/0/column").asInt()).isEqualTo(3);
        assertThat(warnings.at("/items/0/line").asInt()).isEqualTo(3);
    }

    @Test
    void countsFailuresByTheirReasonAndTheMostFrequentFirst() {
        var path = caller.submit(HEADER
                + "1,Chair,http://a.test/missing.jpg\r\n"
                + "2,Lamp,\"http://a.test/missing.jpg,http://a.test/2.jpg\"\r\n");
        caller.awaitEnd(path);

        var failures = caller.get(path + "/failures").json().path("items");

        assertThat(failures.toString()).isEqualTo("[{\"code\":\"http_404\",\"images\":2}]");
    }

    @Test
    void tellsHowManyImagesEndedWhen() {
        var path = caller.submit(HEADER + "1,Chair,\"http://a.test/1.jpg,http://a.test/2.jpg\"\r\n");
        caller.awaitEnd(path);

        var pace = caller.get(path + "/pace").json();

        assertThat(pace.path("from").asString()).endsWith("Z");
        assertThat(pace.path("seconds").asInt()).isEqualTo(1);
        assertThat(pace.path("images").valueStream().mapToInt(JsonNode::asInt).sum())
                .isEqualTo(2);
    }

    @Test
    void hasNoPaceBeforeTheFirstImage() {
        var door = new CountDownLatch(1);
        server.studio().waitsFor(door);
        var path = caller.submit(LiveServer.CSV);

        var pace = caller.get(path + "/pace").json();
        door.countDown();

        assertThat(pace.path("from").isNull()).isTrue();
        assertThat(pace.path("images").isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/warnings", "/failures", "/pace"})
    void tellsNothingOfARequestThatIsNotThere(String what) {
        assertThat(caller.get("/v1/requests/" + "0".repeat(32) + what).outcome())
                .isEqualTo("404 not_found");
    }
}
