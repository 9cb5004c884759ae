package dev.halftone.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/// One request being answered: the moves from which answers are made, the foul ones among them.
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

    /// Ends the connection as if all were said.
    void close() throws IOException {
        end();
        socket.close();
    }

    /// Ends the connection with a TCP reset.
    void reset() throws IOException {
        out.flush();
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /// Says nothing more, until the client hangs up or the host closes.
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

    /// The host interrupts its connections when it closes.
    private static IOException hostClosed(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IOException("the image host closes", e);
    }

    private void end() throws IOException {
        // Counted out before the last byte leaves: the client's next request may be quicker than our next line.
        recordEnd();
        if (!socket.isClosed()) out.flush();
    }

    private void recordEnd() {
        if (isInProgress) requestLog.recordEnd();
        isInProgress = false;
    }
}
