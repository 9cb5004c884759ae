package dev.halftone.app.api;

import dev.halftone.engine.storage.ImageStore;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which bytes of an image a call wants (RFC 9110 §14). A header that asks for several ranges, or is none, is ignored,
/// as §14.2 allows.
sealed interface ByteRange {
    Pattern FROM = Pattern.compile("bytes=([0-9]{1,18})-([0-9]{1,18})?");
    Pattern LAST = Pattern.compile("bytes=-([0-9]{1,18})");

    record Whole() implements ByteRange {}

    /// From `first` to `last`, both included, counted from 0.
    record Part(long first, long last) implements ByteRange {
        long length() {
            return last - first + 1;
        }

        String contentRange(long size) {
            return "bytes " + first + "-" + last + "/" + size;
        }
    }

    /// The range begins after the end.
    record Beyond() implements ByteRange {}

    static ByteRange wanted(HttpServletRequest call, ImageStore.StoredImage image) {
        var range = Optional.ofNullable(call.getHeader("Range"));
        if (range.isEmpty() || !call.getMethod().equals("GET") || !isSame(call, image)) return new Whole();
        return parse(range.get(), image.size());
    }

    /// `If-Range`: parts are wanted only of the very image that the client has a part of. Its date counts by
    /// the second.
    private static boolean isSame(HttpServletRequest call, ImageStore.StoredImage image) {
        var condition = Optional.ofNullable(call.getHeader("If-Range"));
        return condition.isEmpty()
                || condition.get().equals(image.etag())
                || date(condition.get()).equals(Optional.of(image.lastModified().truncatedTo(ChronoUnit.SECONDS)));
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static ByteRange parse(String header, long size) {
        var from = FROM.matcher(header.strip());
        if (from.matches()) return from(Long.parseLong(from.group(1)), Optional.ofNullable(from.group(2)), size);
        var last = LAST.matcher(header.strip());
        return last.matches() ? last(Long.parseLong(last.group(1)), size) : new Whole();
    }

    private static ByteRange from(long first, Optional<String> to, long size) {
        var last = to.map(Long::parseLong).orElse(Long.MAX_VALUE);
        if (last < first) return new Whole();
        return first < size ? new Part(first, Math.min(last, size - 1)) : new Beyond();
    }

    private static ByteRange last(long length, long size) {
        return length > 0 && size > 0 ? new Part(Math.max(0, size - length), size - 1) : new Beyond();
    }
}
