package dev.halftone.acceptance.images;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// The differences that are accepted, by file and path, from `known-differences.tsv`.
///
/// Each line has the file's name, its paths or `all`, and the reason, separated by tabs.
record KnownDifferences(Map<String, Set<ConversionPath>> paths) {
    private static final int FIELDS = 3;

    static KnownDifferences read() {
        try (var in = KnownDifferences.class.getResourceAsStream("known-differences.tsv")) {
            return parse(new String(Objects.requireNonNull(in).readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static KnownDifferences parse(String table) {
        var paths = new HashMap<String, Set<ConversionPath>>();
        for (var line : table.lines().filter(line -> !line.startsWith("#")).toList()) {
            var fields = line.split("\t", -1);
            if (fields.length != FIELDS || fields[2].isBlank())
                throw new IllegalArgumentException("not a file, paths and a reason: " + line);
            paths.computeIfAbsent(fields[0], _ -> new HashSet<>()).addAll(paths(fields[1]));
        }
        return new KnownDifferences(paths);
    }

    private static List<ConversionPath> paths(String field) {
        if (field.equals("all")) return List.of(ConversionPath.values());
        return Arrays.stream(field.split(", ", -1)).map(ConversionPath::parse).toList();
    }

    Set<String> files() {
        return paths.keySet();
    }

    boolean contains(CorpusFile file, ConversionPath path) {
        return paths.getOrDefault(file.name(), Set.of()).contains(path);
    }
}
