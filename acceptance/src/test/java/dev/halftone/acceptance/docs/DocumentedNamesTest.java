package dev.halftone.acceptance.docs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.ProjectFiles;
import dev.halftone.app.ServerFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Checks that the types, tasks, metrics, log lines and settings that the documents name exist.
class DocumentedNamesTest {
    private static final List<MarkdownDocument> DOCUMENTS = Stream.of("design", "database", "webhooks")
            .map(name -> MarkdownDocument.at("docs/" + name + ".md"))
            .toList();

    private static final String TYPE_NAME = "[A-Z][A-Za-z]*[a-z][A-Za-z]*";

    /// A type, nested types within it, and a method: `Outcome`, `Outcome.Failed`, `Outcome.Failed.code`.
    private static final Pattern TYPE =
            Pattern.compile("(" + TYPE_NAME + "(?:\\." + TYPE_NAME + ")*)(?:\\.([a-z][A-Za-z]*)(?:\\(\\))?)?");

    private static final Pattern DECLARATION =
            Pattern.compile("\\b(?:class|record|enum|interface) (" + TYPE_NAME + ")");
    private static final Pattern METRIC = Pattern.compile("(halftone_[a-z_]+)(\\{.*})?");
    private static final Pattern TASK = Pattern.compile("static final .* = (?:TaskDescriptor\\.of\\()?\"([a-z-]+)\"");
    private static final Pattern LOGGED = Pattern.compile("log `([^`]+)`");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"");

    /// Types and HTTP headers that are not defined in this project.
    private static final Set<String> THIRD_PARTY = Set.of("ETag", "JdbcClient", "NoSuchFileException");

    /// Log lines of db-scheduler that the documents quote, and the class that logs each.
    private static final Map<String, String> SCHEDULER_LOG_LINES = Map.of(
            "during execution of task with name", "ExecutePicked",
            "Reviving dead execution", "task/DeadExecutionHandler$ReviveDeadExecution");

    @Test
    void typesAndMethodsExist() {
        var sources = sourcesByType();

        var unknown = DOCUMENTS.stream()
                .flatMap(document -> document.inlineCode().stream())
                .map(TYPE::matcher)
                .filter(name -> name.matches() && !THIRD_PARTY.contains(name.group(1)))
                .filter(name -> !isDeclared(name.group(1), name.group(2), sources))
                .map(name -> name.group());

        assertThat(unknown).isEmpty();
    }

    /// The texts of the source files that declare a type, at top level or nested, by its simple name.
    private static Map<String, List<String>> sourcesByType() {
        return ProjectFiles.javaSources("/src/")
                .map(ProjectFiles::read)
                .flatMap(source -> DECLARATION
                        .matcher(source)
                        .results()
                        .map(declaration -> declaration.group(1))
                        .distinct()
                        .map(type -> Map.entry(type, source)))
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    /// Returns whether one source file declares all types of a qualified name, and the method if there is one.
    private static boolean isDeclared(
            String qualifiedName, @Nullable String method, Map<String, List<String>> sources) {
        var types = List.of(qualifiedName.split("\\.", -1));
        return sources.getOrDefault(types.getFirst(), List.of()).stream()
                .filter(source -> types.stream()
                        .allMatch(type -> sources.getOrDefault(type, List.of()).contains(source)))
                .anyMatch(source -> method == null || source.contains(method + "("));
    }

    @Test
    void metricsAreExposed() {
        var named = DOCUMENTS.stream()
                .flatMap(document -> document.inlineCode().stream())
                .map(METRIC::matcher)
                .filter(metric -> metric.matches())
                .map(metric -> metric.group(1))
                .collect(Collectors.toSet());

        try (var server = ServerFixture.startWithRealImages()) {
            var measured = server.client().get("/metrics").text();

            assertThat(named)
                    .isNotEmpty()
                    .allSatisfy(metric -> assertThat(measured).containsPattern("(?m)^" + metric + "[{ ]"));
        }
    }

    @Test
    void tasksAreComplete() {
        var names = ProjectFiles.javaSources("/TaskNames.java")
                .map(ProjectFiles::read)
                .collect(Collectors.joining());
        var tasks = TASK.matcher(names).results().map(task -> task.group(1));

        var described = MarkdownDocument.at("docs/design.md").firstCells("task").stream()
                .map(cell -> cell.replaceAll(".*`(.+)`.*", "$1"));

        assertThat(described).containsExactlyInAnyOrderElementsOf(tasks.toList());
    }

    @Test
    void logLinesAreLogged() {
        var literals = ProjectFiles.javaSources("/src/main/")
                .flatMap(source ->
                        LITERAL.matcher(ProjectFiles.read(source)).results().map(literal -> literal.group(1)))
                .toList();

        assertThat(loggedLines())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(literals).as(line).anyMatch(literal -> containsParts(literal, line)));
    }

    @Test
    void schedulerLogLinesAreLogged() {
        assertThat(SCHEDULER_LOG_LINES)
                .allSatisfy((line, type) -> assertThat(classFile("com/github/kagkarlsson/scheduler/" + type))
                        .contains(line));
    }

    @Test
    void settingsExist() {
        var options =
                ProjectFiles.javaSources("/app/config/").map(ProjectFiles::read).collect(Collectors.joining());

        var limits = new MarkdownDocument(
                Path.of("SECURITY.md"), MarkdownDocument.at("SECURITY.md").section("Limits"));

        assertThat(limits.firstCells("limit").stream()
                        .flatMap(cell -> new MarkdownDocument(limits.path(), cell).inlineCode().stream())
                        .filter(code -> code.startsWith("--")))
                .hasSizeGreaterThan(10)
                .allSatisfy(setting -> assertThat(options).contains("\"" + setting + "\""));
    }

    @Test
    void limitsNameTestsThatExist() {
        var limits = new MarkdownDocument(
                Path.of("SECURITY.md"), MarkdownDocument.at("SECURITY.md").section("Limits"));
        var tests = limits.text()
                .lines()
                .filter(line -> line.contains("|"))
                .skip(2)
                .map(line -> line.substring(line.lastIndexOf('|')))
                .flatMap(cell -> new MarkdownDocument(limits.path(), cell).inlineCode().stream())
                .toList();

        assertThat(tests)
                .hasSizeGreaterThan(20)
                .allSatisfy(test -> assertThat(ProjectFiles.javaSources("/" + test + ".java"))
                        .as(test)
                        .isNotEmpty());
    }

    private static Stream<String> loggedLines() {
        var fromTables = DOCUMENTS.stream()
                .flatMap(document -> document.firstCells("log line").stream())
                .map(cell -> cell.replace("`", ""));
        var fromProse = DOCUMENTS.stream()
                .flatMap(document -> LOGGED.matcher(document.text()).results())
                .map(line -> line.group(1));
        return Stream.concat(fromTables, fromProse).filter(line -> !SCHEDULER_LOG_LINES.containsKey(line));
    }

    /// Returns whether a string literal contains the fixed parts of a log line, in order. `…` stands for a part
    /// that differs each time.
    private static boolean containsParts(String literal, String line) {
        var parts = Stream.of(line.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.compile(parts).matcher(literal).find();
    }

    private static String classFile(String type) {
        try (var bytes = DocumentedNamesTest.class.getClassLoader().getResourceAsStream(type + ".class")) {
            return new String(Objects.requireNonNull(bytes, type).readAllBytes(), ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
