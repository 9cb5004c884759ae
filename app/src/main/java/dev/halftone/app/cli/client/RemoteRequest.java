package dev.halftone.app.cli.client;

import dev.halftone.app.logging.ControlCharacters;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.Request.Counts;
import dev.halftone.engine.request.Waiting;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A request as the server's status shows it.
///
/// @param json the status
public record RemoteRequest(JsonNode json) {

    public String id() {
        return json.path("request_id").asString("");
    }

    /// One of `queued`, `processing`, `completed` and `cancelled`.
    public String status() {
        return json.path("status").asString("");
    }

    /// Whether every image has ended. A cancelled request may still have some at work.
    public boolean isFinished() {
        return find("finished_at").isPresent();
    }

    /// The text of a field; empty if it is null.
    public Optional<String> find(String field) {
        return json.path(field).asStringOpt();
    }

    /// A URL, such as `page`.
    public Optional<String> link(String name) {
        return json.path("links").path(name).asStringOpt();
    }

    /// What images wait for, while none ends.
    public Optional<Waiting> waiting() {
        var waiting = json.path("waiting");
        var host = waiting.path("host").asStringOpt().map(ControlCharacters::escape);
        return waiting.path("code")
                .asStringOpt()
                .map(code -> new Waiting(
                        new FailureCode(code),
                        ControlCharacters.escape(waiting.path("message").asString("")),
                        host,
                        host.isPresent() ? 1 : 0,
                        waiting.path("images").asLong(0),
                        waiting.path("next_try_at").asStringOpt().map(Instant::parse)));
    }

    public Counts counts() {
        var images = json.path("images");
        var rows = json.path("rows");
        var bytes = json.path("bytes");
        return new Counts(
                rows.path("total").asLong(0),
                rows.path("done").asLong(0),
                images.path("total").asLong(0),
                images.path("succeeded").asLong(0),
                images.path("failed").asLong(0),
                images.path("reused").asLong(0),
                bytes.path("in").asLong(0),
                bytes.path("out").asLong(0));
    }
}
