package dev.halftone.engine.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ResourceFaultTest {

    /// Failures as the JDK reports them on Linux.
    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(new IOException("No space left on device"), ResourceFault.DISK_FULL),
                Arguments.of(reason("No space left on device"), ResourceFault.DISK_FULL),
                Arguments.of(reason("Disk quota exceeded"), ResourceFault.QUOTA_EXCEEDED),
                Arguments.of(reason("Read-only file system"), ResourceFault.DISK_READ_ONLY),
                Arguments.of(new IOException("Input/output error"), ResourceFault.DISK_BROKEN),
                Arguments.of(reason("Too many open files"), ResourceFault.TOO_MANY_FILES),
                Arguments.of(reason("Too many open files in system"), ResourceFault.TOO_MANY_FILES_IN_SYSTEM),
                Arguments.of(new FileNotFoundException("/a/b (Too many open files)"), ResourceFault.TOO_MANY_FILES),
                Arguments.of(new SocketException("Too many open files"), ResourceFault.TOO_MANY_FILES),
                Arguments.of(new SocketException("No buffer space available"), ResourceFault.NO_SOCKET_MEMORY),
                Arguments.of(new UnknownHostException("a.example: Too many open files"), ResourceFault.TOO_MANY_FILES),
                Arguments.of(
                        new IOException("Cannot run program \"java\": error=24, Too many open files"),
                        ResourceFault.TOO_MANY_FILES),
                Arguments.of(
                        new IOException("Cannot run program \"java\": Exec failed, error: 11 (Resource temporarily"
                                + " unavailable)"),
                        ResourceFault.TOO_MANY_PROCESSES));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void recognizesFaultsOfThisMachine(IOException failure, ResourceFault fault) {
        assertThat(ResourceFault.of(failure)).contains(fault);
        assertThat(ResourceFault.of(new UncheckedIOException(failure))).contains(fault);
        assertThat(ResourceFault.of(new ConnectException("to a host").initCause(failure)))
                .contains(fault);
    }

    /// Failures of others, some with a text that a host has chosen.
    static Stream<Throwable> others() {
        return Stream.of(
                new ProtocolException("Unexpected status line: Too many open files"),
                new ProtocolException("Too many open files"),
                new SSLException("Too many open files"),
                new IOException("unexpected end of stream on http://a.example/: No space left on device"),
                new SocketException("Connection reset"),
                new SocketException("Input/output error"),
                new ConnectException("Connection refused"),
                new ConnectException("Cannot assign requested address"),
                new UnknownHostException("too-many-open-files.example"),
                new UnknownHostException("a.example: Name or service not known"),
                reason("Permission denied"),
                new IOException(),
                new FileSystemException("No space left on device"),
                new IllegalStateException("No space left on device"));
    }

    @ParameterizedTest
    @MethodSource("others")
    void doesNotRecognizeFaultsOfOthers(Throwable failure) {
        assertThat(ResourceFault.of(failure)).isEmpty();
    }

    private static FileSystemException reason(String reason) {
        return new FileSystemException("/a/b", null, reason);
    }
}
