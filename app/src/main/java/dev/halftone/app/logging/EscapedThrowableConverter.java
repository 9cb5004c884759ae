package dev.halftone.app.logging;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A stack trace whose messages are each on one line: `%ex` of `logback.xml`.
public final class EscapedThrowableConverter extends ThrowableProxyConverter {
    @Override
    protected String throwableProxyToString(IThrowableProxy failure) {
        return super.throwableProxyToString(new EscapedThrowable(failure));
    }

    /// A failure with its causes, all with escaped messages.
    private record EscapedThrowable(IThrowableProxy failure) implements IThrowableProxy {
        private static @Nullable IThrowableProxy of(@Nullable IThrowableProxy failure) {
            return failure == null ? null : new EscapedThrowable(failure);
        }

        @Override
        public @Nullable String getMessage() {
            var message = failure.getMessage();
            return message == null ? null : ControlCharacters.escape(message);
        }

        @Override
        public String getClassName() {
            return failure.getClassName();
        }

        @Override
        public StackTraceElementProxy[] getStackTraceElementProxyArray() {
            return failure.getStackTraceElementProxyArray();
        }

        @Override
        public int getCommonFrames() {
            return failure.getCommonFrames();
        }

        @Override
        public @Nullable IThrowableProxy getCause() {
            return of(failure.getCause());
        }

        @Override
        public IThrowableProxy[] getSuppressed() {
            return Stream.of(failure.getSuppressed()).map(EscapedThrowable::new).toArray(IThrowableProxy[]::new);
        }

        @Override
        public boolean isCyclic() {
            return failure.isCyclic();
        }
    }
}
