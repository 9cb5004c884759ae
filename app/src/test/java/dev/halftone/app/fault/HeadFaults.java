package dev.halftone.app.fault;

import static dev.halftone.app.fault.Ending.givenUp;
import static dev.halftone.app.fault.Ending.refused;
import static dev.halftone.app.fault.Ending.succeeds;

import dev.halftone.testkit.Answer;
import dev.halftone.testkit.Raw;

/// Status lines and headers that nobody should send.
final class HeadFaults {
    private static final String REST = "Content-Length: " + Picture.BYTES.length + "\r\n\r\n" + Picture.TEXT;

    private HeadFaults() {}

    static void addTo(Origins origins) {
        addStatusLines(origins);
        addInterimAnswers(origins);
        addHeaders(origins);
    }

    private static void addStatusLines(Origins origins) {
        origins.answering(
                "answers without a head, as HTTP/0.9 did", givenUp("connect_failed"), Raw.thenTheEnd(Picture.TEXT));
        origins.answering(
                "speaks another protocol", givenUp("connect_failed"), Raw.thenTheEnd("220 mail.test ESMTP\r\n"));
        origins.answering("speaks HTTP/3.0", givenUp("connect_failed"), Raw.thenTheEnd("HTTP/3.0 200 OK\r\n" + REST));
        origins.answering("gives no status", givenUp("connect_failed"), Raw.thenTheEnd("HTTP/1.1\r\n" + REST));
        origins.answering(
                "gives a negative status", givenUp("connect_failed"), Raw.thenTheEnd("HTTP/1.1 -20 No\r\n" + REST));
        origins.answering(
                "gives a status of two digits", givenUp("connect_failed"), Raw.thenTheEnd("HTTP/1.1 20 OK\r\n" + REST));
        origins.answering("gives a status beyond 599", refused("http_999"), Answer.status(999));
        origins.answering("speaks HTTP/1.0", succeeds(), Raw.thenTheEnd("HTTP/1.0 200 OK\r\n" + REST));
        origins.answering(
                "sends a status line without end", givenUp("connect_failed"), Raw.thenForEver("HTTP/1.1 200 ", "O"));
    }

    private static void addInterimAnswers(Origins origins) {
        origins.answering(
                "sends hints before the answer",
                succeeds(),
                Raw.thenTheEnd(
                        "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n".repeat(3) + "HTTP/1.1 200 OK\r\n" + REST));
        origins.answering(
                "sends interim answers without end",
                givenUp("connect_failed"),
                Raw.thenForEver("", "HTTP/1.1 100 Continue\r\n\r\n"));
        origins.answering(
                "switches protocols",
                refused("http_101"),
                Raw.thenTheEnd("HTTP/1.1 101 Switching\r\nUpgrade: h2c\r\n\r\n"));
    }

    private static void addHeaders(Origins origins) {
        origins.answering("sends a large header", succeeds(), Origins.PICTURE.with("X-Large", "x".repeat(100_000)));
        origins.answering(
                "sends a header too large",
                givenUp("connect_failed"),
                Origins.PICTURE.with("X-Large", "x".repeat(300_000)));
        origins.answering(
                "sends a header without end",
                givenUp("connect_failed"),
                Raw.thenForEver("HTTP/1.1 200 OK\r\nA: ", "b"));
        origins.answering(
                "sends headers without end",
                givenUp("connect_failed"),
                Raw.thenForEver("HTTP/1.1 200 OK\r\n", "A: b\r\n"));
        origins.answering(
                "hides a second answer in a header",
                succeeds(),
                Raw.thenTheEnd("HTTP/1.1 200 OK\r\nA: b\rHTTP/1.1 404 Not Found\r\nX: \0\u00ff\r\n" + REST));
        origins.answering(
                "sends what is no header",
                succeeds(),
                Raw.thenTheEnd("HTTP/1.1 200 OK\r\nno colon\r\n: no name\r\n folded\r\n" + REST));
        origins.answering(
                "sets cookies and asks for a password",
                refused("http_401"),
                Answer.status(401)
                        .with("WWW-Authenticate", "Basic realm=\"shop\"")
                        .with("Set-Cookie", "a=b"));
    }
}
