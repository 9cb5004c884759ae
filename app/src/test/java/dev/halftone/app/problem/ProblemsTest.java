package dev.halftone.app.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.Answer;
import dev.halftone.app.Caller;
import dev.halftone.app.LiveServer;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever is wrong, the answer is a problem document.
class ProblemsTest {
    @RegisterExtension
    static final LiveServer server = LiveServer.start();

    private final Caller caller = server.caller();

    @Test
    void tellsWhatIsWrongInWordsForProgramsAndPeople() {
        var answer = caller.get("/v1/nothing");

        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.at("/type")).isEqualTo("urn:halftone:problem:not_found");
        assertThat(answer.at("/title")).isNotBlank();
        assertThat(answer.json().at("/status").asInt()).isEqualTo(404);
        assertThat(answer.at("/detail")).isNotBlank();
        assertThat(answer.at("/code")).isEqualTo("not_found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
    void knowsOnlyItsOwnPaths(String method) {
        var answer = caller.call(method, "/v1/nothing", BodyPublishers.noBody());

        assertThat(answer.outcome()).isEqualTo("404 not_found");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PUT | /v1/requests | GET, HEAD, POST",
                "DELETE | /v1/requests | GET, HEAD, POST",
                "POST | /v1/requests/00000000000000000000000000000000 | DELETE, GET, HEAD",
                "GET | /v1/requests/00000000000000000000000000000000/cancel | POST",
                "POST | /processed_images/x.jpg | GET, HEAD",
                "GET | /upload_csv | POST",
                "PATCH | / | GET, HEAD",
                "MADE-UP | /v1/requests | GET, HEAD, POST"
            })
    void namesTheMethodsThatAPathKnows(String method, String path, String allowed) {
        var answer = caller.call(method, path, BodyPublishers.noBody());

        assertThat(answer.outcome()).isEqualTo("405 method_not_allowed");
        assertThat(answer.header("Allow")).isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/requests", "/health/live", "/openapi.yaml"})
    void refusesToAnswerInAnotherType(String path) {
        assertThat(caller.get(path, "Accept", "image/png").outcome()).isEqualTo("406 not_acceptable");
    }

    @Test
    void answersInJsonWhateverTheClientAccepts() {
        assertThat(caller.get("/v1/nothing", "Accept", "text/csv").outcome()).isEqualTo("404 not_found");
    }

    @Test
    void refusesAQueryThatCannotBeDecoded() {
        assertThat(server.socket().get("/v1/requests?limit=%zz"))
                .startsWith("HTTP/1.1 400")
                .contains("\"code\":\"bad_request\"");
    }

    @Test
    void showsNothingOfABug() {
        Answer answer;
        try (var own = LiveServer.start()) {
            own.breakEngine();

            answer = own.caller().get("/v1/requests");
        }

        assertThat(answer.outcome()).isEqualTo("500 internal_error");
        assertThat(answer.text())
                .doesNotContain("Exception")
                .doesNotContain("Hikari")
                .doesNotContain("SQL");
    }

    @Test
    void doesNotTellWhatItIsMadeOf() {
        assertThat(caller.get("/v1/nothing").response().headers().map()).doesNotContainKeys("Server", "X-Powered-By");
        assertThat(server.socket().send("GARBAGE\r\n\r\n")).doesNotContainIgnoringCase("tomcat");
    }
}
