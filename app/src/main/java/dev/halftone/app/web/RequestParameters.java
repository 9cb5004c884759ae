package dev.halftone.app.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.RequestName;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The parameters of a request, from its query string and form. Each is given once, except for those that are lists.
/// Blank values count as absent, because HTML forms send every field.
///
/// @param names of all parameters, with and without values
record RequestParameters(Map<String, List<String>> values, Set<String> names) {
    static final String IMAGE_COLUMN = "image_column";

    private static final Set<String> LISTS = Set.of(IMAGE_COLUMN);
    private static final char NUL = 0;

    RequestParameters {
        values = Map.copyOf(values);
        names = Set.copyOf(names);
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

    /// Only those of the query string, whatever the body is.
    static RequestParameters ofQuery(HttpServletRequest httpRequest) {
        return of(query(httpRequest)
                .collect(Collectors.groupingBy(
                        Entry::getKey, Collectors.mapping(Entry::getValue, Collectors.toList()))));
    }

    /// Names and values in the query string: `getParameterMap` would read a form in the body.
    static Stream<Entry<String, String>> query(HttpServletRequest httpRequest) {
        return Stream.ofNullable(httpRequest.getQueryString())
                .flatMap(query -> Stream.of(query.split("&")))
                .filter(parameter -> !parameter.isEmpty())
                .map(parameter -> parameter.split("=", 2))
                .map(parts -> Map.entry(decode(parts[0]), parts.length == 1 ? "" : decode(parts[1])));
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
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
        return new RequestParameters(values, given.keySet());
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

    /// A reference, or a text to find requests by.
    Optional<String> findLine(String name) {
        var line = find(name);
        line.flatMap(RequestName::problem).ifPresent(problem -> {
            throw invalid(name, problem);
        });
        return line;
    }

    /// The values of a comma-separated list.
    ///
    /// @param parse finds the value of an item
    /// @param allowed the items that there are, for the message
    <T> Set<T> findSet(String name, Function<String, Optional<T>> parse, String allowed) {
        return find(name).stream()
                .flatMap(list -> Stream.of(list.split(",", -1)))
                .map(item -> parse.apply(item)
                        .orElseThrow(() ->
                                invalid(name, "must be %s, or a comma-separated list of them".formatted(allowed))))
                .collect(Collectors.toSet());
    }

    /// Why images failed. A code that no image can fail with is misspelled.
    Set<FailureCode> findFailureCodes() {
        return findSet("code", FailureCode::find, "a failure code such as http_404");
    }

    static ProblemException unknown(String name) {
        return invalid(name, "is not a parameter of this call");
    }

    static ProblemException invalid(String field, String why) {
        return new ProblemException(Problem.invalidOption(field, field + " " + why));
    }
}
