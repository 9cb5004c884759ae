package dev.halftone.app.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The parameters of a request, from its query string and form, each given once. Blank values count as absent,
/// because HTML forms send every field.
record RequestParameters(Map<String, String> values) {
    private static final char NUL = 0;

    RequestParameters {
        values = Map.copyOf(values);
    }

    static RequestParameters of(HttpServletRequest httpRequest) {
        var values = new HashMap<String, String>();
        httpRequest.getParameterMap().forEach((name, given) -> {
            if (given.length > 1) throw invalid(name, "is given " + given.length + " times; give it once");
            // No field may have it, and PostgreSQL cannot store or compare it.
            if (name.indexOf(NUL) >= 0 || given[0].indexOf(NUL) >= 0) throw invalid(name, "contains the character NUL");
            if (!given[0].isBlank()) values.put(name, given[0].strip());
        });
        return new RequestParameters(values);
    }

    RequestParameters without(String name) {
        var others = new HashMap<>(values);
        others.remove(name);
        return new RequestParameters(others);
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
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
