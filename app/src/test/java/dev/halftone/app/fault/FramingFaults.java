package dev.halftone.app.fault;

import static dev.halftone.app.fault.Ending.givenUp;
import static dev.halftone.app.fault.Ending.refused;
import static dev.halftone.app.fault.Ending.succeeds;
import static dev.halftone.testkit.Answer.image;

import dev.halftone.testkit.Answer;
import dev.halftone.testkit.Raw;

/// Bodies whose length is not what it is said to be.
final class FramingFaults {
    private static final int SIZE = Picture.BYTES.length;
    private static final String WHOLE_CHUNK = Integer.toHexString(SIZE) + "\r\n" + Picture.TEXT + "\r\n";

    private FramingFaults() {}

    static void addTo(Origins origins) {
        addLengths(origins);
        addChunks(origins);
        addTooMuch(origins);
    }

    private static void addLengths(Origins origins) {
        origins.answering("promises a byte too many", givenUp("connect_failed"), Origins.PICTURE.promising(SIZE + 1));
        origins.answering("ends the body early", givenUp("connect_failed"), Origins.PICTURE.brokenOffAfter(1000));
        origins.answering("promises too few bytes", refused("corrupt_image"), Origins.PICTURE.promising(SIZE / 2));
        origins.answering("promises a negative length", givenUp("connect_failed"), withLength("-5"));
        origins.answering("promises a length that is no number", succeeds(), withLength("many"));
        origins.answering("promises more than a long can hold", succeeds(), withLength("99999999999999999999"));
        origins.answering("says no length and hangs up at the end", succeeds(), afterHeaders("", Picture.TEXT));
        origins.answering(
                "says no length and hangs up too soon",
                refused("corrupt_image"),
                afterHeaders("", Picture.TEXT.substring(0, SIZE / 2)));
        origins.answering("sends nothing", refused("not_an_image"), image("image/jpeg", new byte[0]));
    }

    private static void addChunks(Origins origins) {
        origins.answering("sends good chunks", succeeds(), Origins.PICTURE.inChunks());
        origins.answering(
                "sends chunks with extensions",
                succeeds(),
                chunked("1;a=b;c\r\n" + (char) 0xff + "\r\n" + Integer.toHexString(SIZE - 1) + ";d\r\n"
                        + Picture.TEXT.substring(1) + "\r\n0\r\nTrailer: x\r\n\r\n"));
        origins.answering(
                "gives a chunk a size that is no number", givenUp("connect_failed"), Origins.PICTURE.inBrokenChunks());
        origins.answering("gives a chunk a negative size", givenUp("connect_failed"), chunked("-5\r\nabcde\r\n"));
        origins.answering(
                "gives a chunk a size without end", givenUp("connect_failed"), chunked("f".repeat(64) + "\r\nabc"));
        origins.answering("cuts a chunk", givenUp("connect_failed"), chunked(WHOLE_CHUNK.substring(0, SIZE / 2)));
        origins.answering("leaves the last chunk out", givenUp("connect_failed"), chunked(WHOLE_CHUNK));
        origins.answering(
                "sends more than the chunk was to hold",
                givenUp("connect_failed"),
                chunked("400\r\n" + Picture.TEXT + "\r\n0\r\n\r\n"));
        origins.answering(
                "extends a chunk without end",
                givenUp("connect_failed"),
                Raw.thenForEver("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;", "x"));
        origins.answering(
                "sends trailers without end",
                givenUp("connect_failed"),
                Raw.thenForEver(
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + WHOLE_CHUNK + "0\r\n", "A: b\r\n"));
    }

    private static void addTooMuch(Origins origins) {
        var tooMany = new byte[Origins.MAX_IMAGE_BYTES + 1];
        origins.answering("promises more than allowed", refused("too_large"), image("image/jpeg", tooMany));
        origins.answering(
                "sends more than allowed in chunks",
                refused("too_large"),
                image("image/jpeg", tooMany).inChunks());
        origins.answering("sends chunks without end", refused("too_large"), Answer.endless());
        origins.answering(
                "sends a body without end",
                refused("too_large"),
                Raw.thenForEver("HTTP/1.1 200 OK\r\n\r\n", Picture.TEXT));
        origins.answering(
                "sends an error page without end",
                refused("http_404"),
                Raw.thenForEver("HTTP/1.1 404 No\r\n\r\n", "x"));
        origins.answering(
                "sends an error page as one chunk extension without end",
                refused("http_404"),
                Raw.thenForEver("HTTP/1.1 404 No\r\nTransfer-Encoding: chunked\r\n\r\n1;", "x"));
    }

    private static Answer withLength(String length) {
        return afterHeaders("Content-Length: " + length + "\r\n", Picture.TEXT);
    }

    private static Answer chunked(String body) {
        return afterHeaders("Transfer-Encoding: chunked\r\n", body);
    }

    private static Answer afterHeaders(String headers, String body) {
        return Raw.thenTheEnd("HTTP/1.1 200 OK\r\n" + headers + "\r\n" + body);
    }
}
