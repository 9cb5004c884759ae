package dev.halftone.testkit;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/// What a [WebhookInbox] does with one delivery.
public final class WebhookReply {
    private static final int NO_BODY = -1;
    private static final int OK = 200;

    private final Act act;

    private WebhookReply(Act act) {
        this.act = act;
    }

    /// Answers with a status and nothing else.
    public static WebhookReply status(int status) {
        return new WebhookReply((exchange, _) -> exchange.sendResponseHeaders(status, NO_BODY));
    }

    /// The same reply with one more header.
    public WebhookReply with(String header, String value) {
        return new WebhookReply((exchange, closed) -> {
            exchange.getResponseHeaders().add(header, value);
            act.on(exchange, closed);
        });
    }

    /// The same reply, held back until the door is open.
    public WebhookReply after(CountDownLatch door) {
        return new WebhookReply((exchange, closed) -> {
            door.await();
            act.on(exchange, closed);
        });
    }

    /// Sends the receiver's client elsewhere (307: with the same method and body).
    public static WebhookReply redirectTo(String url) {
        return status(307).with("Location", url);
    }

    /// Answers 200 with a body of that many bytes.
    public static WebhookReply huge(long bytes) {
        return new WebhookReply((exchange, _) -> {
            exchange.sendResponseHeaders(OK, bytes);
            var chunk = new byte[64 * 1024];
            for (long left = bytes; left > 0; left -= chunk.length) {
                exchange.getResponseBody().write(chunk, 0, (int) Math.min(left, chunk.length));
            }
        });
    }

    /// Answers nothing until the inbox is closed.
    public static WebhookReply hang() {
        return new WebhookReply((_, closed) -> closed.await());
    }

    /// Answers 200, and then not the body it promised until the inbox is closed.
    public static WebhookReply hangAfterStatus() {
        return new WebhookReply((exchange, closed) -> {
            exchange.sendResponseHeaders(OK, 1);
            exchange.getResponseBody().flush();
            closed.await();
        });
    }

    /// Closes the connection without an answer.
    public static WebhookReply breakOff() {
        return new WebhookReply((_, _) -> {});
    }

    void to(HttpExchange exchange, CountDownLatch closed) throws IOException {
        try (exchange) {
            act.on(exchange, closed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Act {
        void on(HttpExchange exchange, CountDownLatch closed) throws IOException, InterruptedException;
    }
}
