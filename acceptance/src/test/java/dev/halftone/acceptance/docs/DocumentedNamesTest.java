package dev.halftone.acceptance.docs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.ServerFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Types, metrics, log lines and settings that the documents name.
class DocumentedNamesTest {
    private static final List<MarkdownDocument> DOCUMENTS = Stream.of("design", "database", "webhooks")
            .map(name -> MarkdownDocument.at("docs/" + name + ".md"))
            .toList();

    private static final Pattern TYPE = Pattern.compile("([A-Z][A-Za-z]*[a-z][A-Za-z]*)(?:\\.([a-z][A-Za-z]*))?");
    private static final Pattern METRIC = Pattern.compile("(halftone_[a-z_]+)(\\{.*})?");
    private static final Pattern TASK = Pattern.compile("static final .* = (?:TaskDescriptor\\.of\\()?\"([a-z-]+)\"");
    private static final Pattern LOGGED = Pattern.compile("log `([^`]+)`");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"");

    /// Types and headers of others, of which the documents speak.
    private static final Set<String> THIRD_PARTY = Set.of("ETag", "JdbcClient", "NoSuchFileException");

    /// What db-scheduler logs, and which of its classes does.
    private static final Map<String, String> LOGGED_BY_THE_SCHEDULER = Map.of(
            "during execution of task with name", "ExecutePicked",
            "Reviving dead execution", "task/DeadExecutionHandler$ReviveDeadExecution");

    @Test
    void areTypesAndMethodsOfTheCode() {
        var sources = MarkdownDocument.javaSources("/src/")
                .collect(Collectors.toMap(
                        DocumentedNamesTest::typeName, path -> List.of(path), DocumentedNamesTest::concat));

        var unknown = DOCUMENTS.stream()
                .flatMap(markdownDocument -> markdownDocument.inlineCode().stream())
                .map(TYPE::matcher)
                .filter(name -> name.matches() && !THIRD_PARTY.contains(name.group(1)))
                .filter(name -> sources.getOrDefault(name.group(1), List.of()).stream()
                        .noneMatch(
                                source -> name.group(2) == null || read(source).contains(name.group(2) + "(")))
                .map(name -> name.group());

        assertThat(unknown).isEmpty();
    }

    @Test
    void areMetricsThatAreMeasured() {
        var named = DOCUMENTS.stream()
                .flatMap(markdownDocument -> markdownDocument.inlineCode().stream())
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
    void areTheTasksThatThereAre() {
        var errands = MarkdownDocument.javaSources("/Errand.java")
                .map(DocumentedNamesTest::read)
                .findFirst();
        var tasks = TASK.matcher(errands.orElseThrow()).results().map(task -> task.group(1));

        var described = MarkdownDocument.at("docs/design.md").firstCells("task").stream()
                .map(cell -> cell.replaceAll(".*`(.+)`.*", "$1"));

        assertThat(described).containsExactlyInAnyOrderElementsOf(tasks.toList());
    }

    @Test
    void areLinesThatAreLogged() {
        var literals = MarkdownDocument.javaSources("/src/main/")
                .flatMap(source -> LITERAL.matcher(read(source)).results().map(literal -> literal.group(1)))
                .toList();

        assertThat(loggedLines())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(literals).as(line).anyMatch(literal -> isIn(literal, line)));
    }

    @Test
    void areLinesThatTheSchedulerLogs() {
        assertThat(LOGGED_BY_THE_SCHEDULER)
                .allSatisfy((line, type) -> assertThat(classFile("com/github/kagkarlsson/scheduler/" + type))
                        .contains(line));
    }

    @Test
    void areSettings() {
        var options = MarkdownDocument.javaSources("/app/setting/")
                .map(DocumentedNamesTest::read)
                .collect(Collectors.joining());

        var limits = new MarkdownDocument(
                Path.of("design.md"), MarkdownDocument.at("docs/design.md").section("Limits"));

        assertThat(limits.firstCells("limit").stream()
                        .flatMap(cell -> new MarkdownDocument(limits.path(), cell).inlineCode().stream())
                        .toList())
                .hasSizeGreaterThan(10)
                .allSatisfy(setting -> assertThat(options).contains("\"--" + setting + "\""));
    }

    private static Stream<String> loggedLines() {
        var ofTables = DOCUMENTS.stream()
                .flatMap(markdownDocument -> markdownDocument.firstCells("log line").stream())
                .map(cell -> cell.replace("`", ""));
        var ofProse = DOCUMENTS.stream()
                .flatMap(markdownDocument ->
                        LOGGED.matcher(markdownDocument.text()).results())
                .map(line -> line.group(1));
        return Stream.concat(ofTables, ofProse).filter(line -> !LOGGED_BY_THE_SCHEDULER.containsKey(line));
    }

    /// Whether the parts of the line, between those that differ each time, stand in the literal in their order.
    private static boolean isIn(String literal, String line) {
        var parts = Stream.of(line.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.compile(parts).matcher(literal).find();
    }

    private static List<Path> concat(List<Path> some, List<Path> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    private static String typeName(Path source) {
        return source.getFileName().toString().replace(".java", "");
    }

    private static String read(Path source) {
        try {
            return Files.readString(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String classFile(String type) {
        try (var bytes = DocumentedNamesTest.class.getClassLoader().getResourceAsStream(type + ".class")) {
            return new String(Objects.requireNonNull(bytes, type).readAllBytes(), ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
