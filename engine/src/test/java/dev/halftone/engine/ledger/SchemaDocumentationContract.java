package dev.halftone.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// Checks that `docs/database.md` matches the migrated database.
abstract class SchemaDocumentationContract {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private final String document = read(Path.of("..", "docs", "database.md"));

    private JdbcClient database = JdbcClient.create(new DriverManagerDataSource());

    abstract String jdbcUrl();

    /// The columns of each table, as `table.column`.
    abstract List<String> columns(JdbcClient database);

    /// The indexes with an explicit name.
    abstract List<String> indexes(JdbcClient database);

    /// Whether the database lists every index that the document names.
    abstract boolean listsEveryIndex();

    @BeforeEach
    void migrate() {
        var url = jdbcUrl();
        Ledger.open(url).close();
        database = JdbcClient.create(new DriverManagerDataSource(url));
    }

    @Test
    void documentsExactlyTheExistingColumns() {
        var actual = columns(database).stream()
                .map(column -> column.split("\\.", 2))
                .collect(Collectors.groupingBy(
                        column -> column[0],
                        TreeMap::new,
                        Collectors.mapping(column -> column[1], Collectors.toCollection(TreeSet::new))));

        assertThat(documentedTables()).isEqualTo(actual);
    }

    @Test
    void documentsEveryIndex() {
        var actual = new TreeSet<>(indexes(database));

        var documented = listedNames(section("\n## Indexes\n"));

        assertThat(documented).containsAll(actual);
        if (listsEveryIndex()) assertThat(actual).containsAll(documented);
    }

    @Test
    void diagramShowsEveryTable() {
        var diagram = section("\n## Entities\n");

        assertThat(documentedTables().keySet())
                .filteredOn(table -> !table.startsWith("flyway"))
                .allSatisfy(table -> assertThat(diagram).containsPattern("(?m)^ .*\\b" + table + "\\b"));
    }

    private Map<String, Set<String>> documentedTables() {
        var tables = new TreeMap<String, Set<String>>();
        for (var part : section("\n## Tables\n").split("\n### ", -1)) {
            if (!part.startsWith("`")) continue;
            tables.put(part.substring(1, part.indexOf('`', 1)), listedNames(part));
        }
        return tables;
    }

    private String section(String heading) {
        var from = document.indexOf(heading);
        return document.substring(from, document.indexOf("\n## ", from + 1));
    }

    /// The names in code style before the colon of each list item.
    private static Set<String> listedNames(String text) {
        return text.lines()
                .filter(line -> line.startsWith("- `"))
                .flatMap(line -> codes(line.substring(0, line.indexOf(": "))))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> codes(String text) {
        return CODE.matcher(text).results().map(code -> code.group(1));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
