package dev.halftone.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/// One request and its response: the steps from which responses are built, including those that break HTTP.
final class Exchange {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final ImageHost.RequestLog requestLog;
    private boolean isInProgress = true;

    Exchange(Socket socket, InputStream in, OutputStream out, ImageHost.RequestLog requestLog) {
        this.socket = socket;
        this.in = in;
        this.out = out;
        this.requestLog = requestLog;
    }

    void respond(MockResponse mockResponse) throws IOException {
        try {
            mockResponse.send(this);
            end();
        } finally {
            recordEnd();
        }
    }

    void write(String text) throws IOException {
        write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void write(byte[] bytes) throws IOException {
        out.write(bytes);
    }

    void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
    }

    void flush() throws IOException {
        out.flush();
    }

    /// Closes the connection as if the response were complete.
    void close() throws IOException {
        end();
        socket.close();
    }

    /// Resets the TCP connection.
    void reset() throws IOException {
        out.flush();
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /// Sends nothing more until the client disconnects or the host closes.
    void stall() throws IOException {
        out.flush();
        try {
            in.transferTo(OutputStream.nullOutputStream());
        } finally {
            requestLog.recordDisconnect();
        }
        socket.close();
    }

    void pause(Duration pause) throws IOException {
        out.flush();
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            throw hostClosed(e);
        }
    }

    void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw hostClosed(e);
        }
    }

    /// On close, the host interrupts the threads of its connections.
    private static IOException hostClosed(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IOException("the image host is closing", e);
    }

    private void end() throws IOException {
        // Counted before the last byte leaves: the client's next request may arrive before our next statement
        // runs.
        recordEnd();
        if (!socket.isClosed()) out.flush();
    }

    private void recordEnd() {
        if (isInProgress) requestLog.recordEnd();
        isInProgress = false;
    }
}
