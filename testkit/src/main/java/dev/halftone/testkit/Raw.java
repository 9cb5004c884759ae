package dev.halftone.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Answers spelled out byte by byte, head and all: for what breaks the rules of HTTP. Texts are ISO 8859-1, so that any
/// byte can be written.
public final class Raw {
    private Raw() {}

    /// These bytes, then the end of the connection.
    public static Answer thenTheEnd(String bytes) {
        return answer((_, to) -> {
            to.write(bytes);
            to.hangUp();
        });
    }

    /// These bytes, then silence until the client hangs up.
    public static Answer thenSilence(String bytes) {
        return answer((_, to) -> {
            to.write(bytes);
            to.stall();
        });
    }

    /// These bytes, then a TCP reset.
    public static Answer thenReset(String bytes) {
        return answer((_, to) -> {
            to.write(bytes);
            to.reset();
        });
    }

    /// These bytes, then others over and over, as fast as the client takes them.
    public static Answer thenForEver(String bytes, String others) {
        return answer((_, to) -> {
            to.write(bytes);
            var block = others.repeat(1 + (1 << 16) / others.length()).getBytes(StandardCharsets.ISO_8859_1);
            while (true) to.write(block);
        });
    }

    /// These bytes, then others over and over, one byte at a time.
    public static Answer thenADrip(String bytes, String others, Duration pause) {
        return answer((_, to) -> {
            to.write(bytes);
            for (var at = 0; ; at = (at + 1) % others.length()) {
                to.pause(pause);
                to.write(others.substring(at, at + 1));
            }
        });
    }

    private static Answer answer(Delivery delivery) {
        return Answer.status(200).delivered(delivery);
    }
}
