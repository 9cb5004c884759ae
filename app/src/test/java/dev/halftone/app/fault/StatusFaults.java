package dev.halftone.app.fault;

import static dev.halftone.app.fault.Ending.givenUp;
import static dev.halftone.app.fault.Ending.refused;
import static dev.halftone.app.fault.Ending.succeedsTheSecondTime;
import static dev.halftone.testkit.Answer.serviceUnavailable;
import static dev.halftone.testkit.Answer.tooManyRequests;

import dev.halftone.testkit.Answer;
import dev.halftone.testkit.Raw;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Statuses other than 200.
final class StatusFaults {

    private StatusFaults() {}

    static void addTo(Origins origins) {
        for (var status : List.of(400, 402, 403, 404, 407, 410, 414, 418, 421, 451))
            origins.answering("answers " + status, refused("http_" + status), Answer.status(status));
        for (var status : List.of(408, 429, 500, 501, 502, 503, 504, 599))
            origins.answering("answers " + status, givenUp("http_" + status), Answer.status(status));
        for (var status : List.of(201, 202, 203, 206, 226, 300, 305))
            origins.answering(
                    "answers " + status + " unasked", refused("http_" + status), Origins.PICTURE.withStatus(status));
        for (var status : List.of(204, 205, 304))
            origins.answering(
                    "answers " + status + " unasked",
                    refused("http_" + status),
                    Raw.thenTheEnd("HTTP/1.1 " + status + " Unasked\r\nConnection: close\r\n\r\n"));
        addWaits(origins);
    }

    private static void addWaits(Origins origins) {
        var second = Duration.ofSeconds(1);
        wait(origins, "a second after 429", tooManyRequests().retryAfter(second));
        wait(origins, "a second after 503", serviceUnavailable().retryAfter(second));
        wait(origins, "until a time gone by", serviceUnavailable().retryAfter(Instant.EPOCH));
        wait(origins, "no time at all", tooManyRequests().with("Retry-After", "0"));
        wait(origins, "a negative time", tooManyRequests().with("Retry-After", "-5"));
        wait(origins, "in words that nobody understands", tooManyRequests().with("Retry-After", "soon"));
        wait(origins, "a second after 500", Answer.status(500).retryAfter(second));
    }

    private static void wait(Origins origins, String howLong, Answer first) {
        origins.answering("wants us to wait " + howLong, succeedsTheSecondTime(), first, Origins.PICTURE);
    }
}
