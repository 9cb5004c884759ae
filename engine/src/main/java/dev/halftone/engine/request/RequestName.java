package dev.halftone.engine.request;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What its user calls a request.
///
/// @param reference the client's own text for it
/// @param filename the name of the uploaded file, without folders; it never becomes part of a path
public record RequestName(Optional<String> reference, Optional<String> filename) {
    public static final RequestName NONE = new RequestName(Optional.empty(), Optional.empty());

    /// The most characters of each.
    public static final int MAX_LENGTH = 200;

    /// Control characters, line separators, lone surrogates, and the controls that reorder the text around them. Not
    /// all formats: emoji and some scripts need joiners.
    private static final Pattern CONTROL =
            Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}\\u202a-\\u202e\\u2066-\\u2069]");

    private static final Pattern FOLDERS = Pattern.compile("(?s).*[/\\\\]");

    public RequestName {
        reference.flatMap(RequestName::problem).ifPresent(problem -> {
            throw new IllegalArgumentException("the reference " + problem);
        });
        filename = filename.flatMap(RequestName::cleaned);
    }

    /// Why a text cannot be a reference.
    public static Optional<String> problem(String reference) {
        if (length(reference) > MAX_LENGTH) return Optional.of("must have at most %d characters".formatted(MAX_LENGTH));
        if (CONTROL.matcher(reference).find()) return Optional.of("must not contain control characters");
        return Optional.empty();
    }

    /// A file name as a client sent it, made safe to show; empty if nothing is left of it.
    private static Optional<String> cleaned(String filename) {
        var name = CONTROL.matcher(FOLDERS.matcher(filename).replaceFirst(""))
                .replaceAll("")
                .strip();
        var end = name.offsetByCodePoints(0, Math.min(MAX_LENGTH, length(name)));
        return Optional.of(name.substring(0, end).strip()).filter(cut -> !cut.isEmpty() && !cut.matches("\\.+"));
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /// What a search looks in. Neither has a line break, so no match spans both.
    public SearchText searchText() {
        return new SearchText(
                Stream.of(reference, filename).flatMap(Optional::stream).collect(Collectors.joining("\n")));
    }
}
