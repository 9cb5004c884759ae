package dev.halftone.bench.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A Markdown file with a section of the second level for each benchmark: its newest figures.
final class ResultsFile {
    private static final String HEADING = "## ";
    private static final Pattern SECTION = Pattern.compile("^" + HEADING, Pattern.MULTILINE);
    private static final String HEAD = """
            # Results

            Written by `./bench`: the newest figures of each benchmark. Machines differ, and one machine differs from hour to
            hour; what compares is what stands in one row, which was measured in turns within one run.
            """;

    private final Path file;

    ResultsFile(Path file) {
        this.file = file;
    }

    /// Writes a section, in the place of the one of that name, if there is one, or else behind all others.
    void put(String name, String section) throws IOException {
        var sections = sections();
        sections.put(name, section.strip());
        Files.writeString(
                file, sections.entrySet().stream().map(ResultsFile::text).collect(Collectors.joining("", HEAD, "")));
    }

    /// The figure that stands there.
    ///
    /// @throws IllegalStateException where none does
    String figure(Address address) throws IOException {
        return Optional.ofNullable(sections().get(address.section()))
                .flatMap(section -> Section.of(section).at(address.steps()))
                .orElseThrow(() -> new IllegalStateException(file + " has no figure at: " + address));
    }

    private static String text(Map.Entry<String, String> section) {
        return "\n" + HEADING + section.getKey() + "\n\n" + section.getValue() + "\n";
    }

    /// By name, in the order of the file.
    private Map<String, String> sections() throws IOException {
        var sections = new LinkedHashMap<String, String>();
        if (!Files.exists(file)) return sections;
        var parts = List.of(SECTION.split(Files.readString(file)));
        for (var part : parts.subList(1, parts.size())) {
            var name = part.lines().findFirst().orElse("");
            sections.put(name, part.substring(name.length()).strip());
        }
        return sections;
    }
}
