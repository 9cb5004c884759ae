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

/// Holds `docs/database.md` against the migrated database.
abstract class SchemaDocumentationContract {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private final String document = read(Path.of("..", "docs", "database.md"));

    private JdbcClient database = JdbcClient.create(new DriverManagerDataSource());

    abstract String jdbcUrl();

    /// The columns of each table, as `table.column`.
    abstract List<String> columns(JdbcClient database);

    /// The indexes that have a name.
    abstract List<String> indexes(JdbcClient database);

    /// Whether the database has all indexes that the document names.
    abstract boolean listsEveryIndex();

    @BeforeEach
    void migrate() {
        var url = jdbcUrl();
        Ledger.open(url).close();
        database = JdbcClient.create(new DriverManagerDataSource(url));
    }

    @Test
    void describesEveryColumnAndNoOther() {
        var there = columns(database).stream()
                .map(column -> column.split("\\.", 2))
                .collect(Collectors.groupingBy(
                        column -> column[0],
                        TreeMap::new,
                        Collectors.mapping(column -> column[1], Collectors.toCollection(TreeSet::new))));

        assertThat(describedTables()).isEqualTo(there);
    }

    @Test
    void describesEveryIndex() {
        var there = new TreeSet<>(indexes(database));

        var described = firstCells(section("\n## Indexes\n"));

        assertThat(described).containsAll(there);
        if (listsEveryIndex()) assertThat(there).containsAll(described);
    }

    @Test
    void drawsEveryTableOfOurs() {
        var drawn = section("\n## Entities\n");

        assertThat(describedTables().keySet())
                .filteredOn(table -> !table.startsWith("flyway"))
                .allSatisfy(table -> assertThat(drawn).contains("    " + table + " {"));
    }

    private Map<String, Set<String>> describedTables() {
        var tables = new TreeMap<String, Set<String>>();
        for (var part : section("\n## Tables\n").split("\n### ", -1)) {
            if (!part.startsWith("`")) continue;
            tables.put(part.substring(1, part.indexOf('`', 1)), firstCells(part));
        }
        return tables;
    }

    private String section(String heading) {
        var from = document.indexOf(heading);
        return document.substring(from, document.indexOf("\n## ", from + 1));
    }

    /// What stands as code in the first cells of tables.
    private static Set<String> firstCells(String text) {
        return text.lines()
                .filter(line -> line.startsWith("| `"))
                .flatMap(line -> codes(line.split("\\|", -1)[1]))
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
