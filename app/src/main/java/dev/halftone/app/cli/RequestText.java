package dev.halftone.app.cli;

import dev.halftone.app.cli.client.RemoteRequest;
import dev.halftone.app.config.ByteSize;
import dev.halftone.app.logging.ControlCharacters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Requests of a server as text for a terminal.
final class RequestText {
    private static final List<String> HEADER = List.of("ID", "STATUS", "IMAGES", "FAILED", "NAME", "CREATED");

    private RequestText() {}

    /// Requests in aligned columns, below a header.
    static Stream<String> table(List<RemoteRequest> requests, Style style) {
        var rows = new ArrayList<>(List.of(HEADER));
        requests.stream().map(RequestText::row).forEach(rows::add);
        var widths = IntStream.range(0, HEADER.size())
                .mapToObj(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toList();
        return rows.stream().map(row -> line(row, widths, style));
    }

    private static List<String> row(RemoteRequest request) {
        var counts = request.counts();
        var name = request.find("filename").or(() -> request.find("reference"));
        return Stream.of(
                        request.id(),
                        request.status(),
                        counts.imagesDone() + "/" + counts.images(),
                        Long.toString(counts.failed()),
                        name.orElse("-"),
                        request.find("created_at").map(RequestText::seconds).orElse(""))
                .map(ControlCharacters::escape)
                .toList();
    }

    private static String line(List<String> row, List<Integer> widths, Style style) {
        var line = new StringBuilder();
        for (var column = 0; column < row.size(); column++) {
            var cell = row.get(column);
            var isFailure = HEADER.get(column).equals("FAILED") && !cell.equals("0") && !row.equals(HEADER);
            line.append(isFailure ? style.error(cell) : cell);
            if (column < row.size() - 1) line.repeat(' ', widths.get(column) - cell.length() + 2);
        }
        return line.toString();
    }

    /// A time without its milliseconds.
    private static String seconds(String time) {
        return time.replaceFirst("\\.\\d+Z$", "Z");
    }

    /// The status of a request, a line for each thing that it says.
    static List<String> lines(RemoteRequest request) {
        var counts = request.counts();
        var lines = new Lines();
        lines.add("request", Optional.of(request.id()));
        lines.add("status", Optional.of(request.status()));
        lines.add("message", request.find("message"));
        lines.add("file", request.find("filename"));
        lines.add("reference", request.find("reference"));
        lines.add("created", request.find("created_at").map(RequestText::seconds));
        lines.add("started", request.find("started_at").map(RequestText::seconds));
        lines.add("finished", request.find("finished_at").map(RequestText::seconds));
        lines.add("expires", request.find("expires_at").map(RequestText::seconds));
        lines.add("rows", Optional.of(counts.rowsDone() + " of " + counts.rows() + " done"));
        lines.add(
                "images",
                Optional.of("%d of %d done: %d succeeded, %d of them reused, %d failed"
                        .formatted(
                                counts.imagesDone(),
                                counts.images(),
                                counts.succeeded(),
                                counts.reused(),
                                counts.failed())));
        lines.add("bytes", Optional.of(new ByteSize(counts.bytesIn()) + " became " + new ByteSize(counts.bytesOut())));
        lines.add("webhook", webhook(request));
        lines.add("page", request.link("page"));
        lines.add("output", request.link("output_xlsx").or(() -> request.link("output_csv")));
        return lines.lines;
    }

    private static Optional<String> webhook(RemoteRequest request) {
        var webhook = request.json().path("webhook");
        return webhook.path("url")
                .asStringOpt()
                .map(url -> "%s after %s: %s"
                        .formatted(
                                webhook.path("status").asString(""),
                                new Counted(webhook.path("attempts").asLong(0), "attempt"),
                                url));
    }

    private static final class Lines {
        private static final int WIDTH = "reference".length() + 2;

        private final List<String> lines = new ArrayList<>();

        void add(String name, Optional<String> text) {
            text.ifPresent(
                    value -> lines.add(name + " ".repeat(WIDTH - name.length()) + ControlCharacters.escape(value)));
        }
    }
}
