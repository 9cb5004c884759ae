package dev.halftone.app.problem;

import java.util.Objects;
import java.util.stream.Stream;
import org.apache.coyote.BadRequestException;

/// Tells whether a failure is only that the client has gone, stalled or broken HTTP's rules within its body. Nothing is
/// wrong here then, and Tomcat has set the status already, in case somebody is left to see it.
final class Disconnect {
    private Disconnect() {}

    static boolean is(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(BadRequestException.class::isInstance);
    }
}
