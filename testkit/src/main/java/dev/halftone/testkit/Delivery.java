package dev.halftone.testkit;

import java.io.IOException;

/// How the body of an answer goes out, its framing header included.
@FunctionalInterface
interface Delivery {
    void send(Answer answer, Exchange to) throws IOException;

    /// As it should be.
    Delivery WHOLE = (answer, to) -> {
        to.write(answer.head("Content-Length: " + answer.body().length));
        to.write(answer.body());
    };

    /// As it should be, when the length is not known beforehand.
    Delivery CHUNKED = (answer, to) -> {
        to.write(answer.head("Transfer-Encoding: chunked"));
        to.write(Integer.toHexString(answer.body().length) + "\r\n");
        to.write(answer.body());
        to.write("\r\n0\r\n\r\n");
    };

    /// With a chunk whose length is no number after the first.
    Delivery BROKEN_CHUNKS = (answer, to) -> {
        to.write(answer.head("Transfer-Encoding: chunked"));
        to.write(Integer.toHexString(answer.body().length) + "\r\n");
        to.write(answer.body());
        to.write("\r\nwhatever\r\n");
        to.hangUp();
    };

    /// Over and over, without an end.
    Delivery ENDLESS = (answer, to) -> {
        to.write(answer.head("Transfer-Encoding: chunked"));
        while (true) {
            to.write(Integer.toHexString(answer.body().length) + "\r\n");
            to.write(answer.body());
            to.write("\r\n");
        }
    };
}
