package dev.halftone.app.api;

import dev.halftone.app.problem.Problem;
import dev.halftone.app.problem.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The fields of a call, from its query string and its form alike, each given once. An empty one counts as absent: HTML
/// forms send every field they have.
record Fields(Map<String, String> values) {
    Fields {
        values = Map.copyOf(values);
    }

    static Fields of(HttpServletRequest call) {
        var values = new HashMap<String, String>();
        call.getParameterMap().forEach((name, given) -> {
            if (given.length > 1) throw refused(name, "is given " + given.length + " times");
            if (!given[0].isBlank()) values.put(name, given[0].strip());
        });
        return new Fields(values);
    }

    Fields without(String name) {
        var others = new HashMap<>(values);
        others.remove(name);
        return new Fields(others);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /// A whole number in decimal digits.
    Optional<Integer> number(String name, int least, int most) {
        return text(name).map(text -> {
            var isNumber = text.matches("[0-9]{1,9}");
            if (isNumber && least <= Integer.parseInt(text) && Integer.parseInt(text) <= most) {
                return Integer.parseInt(text);
            }
            throw refused(name, "is to be a whole number from " + least + " to " + most);
        });
    }

    static Refused refused(String field, String why) {
        return new Refused(Problem.invalidOption(field, field + " " + why));
    }
}
