package dev.halftone.app.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The parameters of a request, from its query string and form. Each is given once, except for those that are lists.
/// Blank values count as absent, because HTML forms send every field.
record RequestParameters(Map<String, List<String>> values) {
    static final String IMAGE_COLUMN = "image_column";

    private static final Set<String> LISTS = Set.of(IMAGE_COLUMN);
    private static final char NUL = 0;

    RequestParameters {
        values = Map.copyOf(values);
    }

    static RequestParameters of(HttpServletRequest httpRequest) {
        return of(httpRequest, Map.of());
    }

    /// @param fields of the form
    static RequestParameters of(HttpServletRequest httpRequest, Map<String, List<String>> fields) {
        var given = new HashMap<String, List<String>>();
        httpRequest.getParameterMap().forEach((name, texts) -> given.put(name, new ArrayList<>(List.of(texts))));
        fields.forEach((name, texts) ->
                given.computeIfAbsent(name, _ -> new ArrayList<>()).addAll(texts));
        return of(given);
    }

    /// @param fields of a JSON object
    static RequestParameters ofJson(Map<String, @Nullable String> fields) {
        var given = new HashMap<String, List<String>>();
        fields.forEach((name, text) -> given.put(name, text == null ? List.of() : List.of(text)));
        return of(given);
    }

    private static RequestParameters of(Map<String, List<String>> given) {
        var values = new HashMap<String, List<String>>();
        given.forEach((name, texts) -> {
            if (texts.size() > 1 && !LISTS.contains(name))
                throw invalid(name, "is given " + texts.size() + " times; give it once");
            // No field may have it, and PostgreSQL cannot store or compare it.
            if (name.indexOf(NUL) >= 0 || texts.stream().anyMatch(text -> text.indexOf(NUL) >= 0))
                throw invalid(name, "contains the character NUL");
            var filled = texts.stream()
                    .filter(text -> !text.isBlank())
                    .map(String::strip)
                    .toList();
            if (!filled.isEmpty()) values.put(name, filled);
        });
        return new RequestParameters(values);
    }

    Optional<String> find(String name) {
        return findAll(name).stream().findFirst();
    }

    /// All values of a list.
    List<String> findAll(String name) {
        return values.getOrDefault(name, List.of());
    }

    /// A whole number in decimal digits.
    Optional<Integer> findInt(String name, int min, int max) {
        return find(name).map(text -> {
            var isNumber = text.matches("[0-9]{1,9}");
            if (isNumber && min <= Integer.parseInt(text) && Integer.parseInt(text) <= max) {
                return Integer.parseInt(text);
            }
            throw invalid(name, "must be a whole number from " + min + " to " + max);
        });
    }

    static ProblemException invalid(String field, String why) {
        return new ProblemException(Problem.invalidOption(field, field + " " + why));
    }
}
