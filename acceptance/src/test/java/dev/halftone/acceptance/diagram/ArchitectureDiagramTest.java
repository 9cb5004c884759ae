package dev.halftone.acceptance.diagram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.ProjectFiles;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/// Checks the drawn architecture diagram against its description, and the description against the code.
class ArchitectureDiagramTest {
    private final ArchitectureDiagram diagram = new ArchitectureDiagram();

    @Test
    void filesMatchTheDescription() {
        assertThat(DrawArchitecture.all())
                .allSatisfy((name, drawn) ->
                        assertThat(ProjectFiles.file("docs").resolve(name)).hasContent(drawn));
    }

    @Test
    void shapesHaveDifferentIds() {
        assertThat(diagram.shapes()).extracting(ArchitectureDiagram.Shape::id).doesNotHaveDuplicates();
    }

    @Test
    void svgAndDrawioHaveTheSameComponents() throws Exception {
        var names = diagram.shapes().stream().map(ArchitectureDiagram.Shape::id).collect(Collectors.toSet());

        assertThat(ids(read("architecture.svg"), "g", "id")).containsExactlyInAnyOrderElementsOf(names);
        assertThat(ids(read("architecture.drawio"), "mxCell", "vertex", "1")).containsAll(names);
    }

    @Test
    void showsOnlyPackagesThatExist() {
        var packages = diagram.shapes().stream().flatMap(shape -> shape.code().stream());

        assertThat(packages)
                .allSatisfy(name -> assertThat(sourceFolders(name)).as(name).anyMatch(Files::exists));
    }

    @ParameterizedTest
    @ValueSource(strings = {"app", "engine"})
    void showsEveryPackageOf(String module) throws IOException {
        try (var files = Files.list(ProjectFiles.file(module + "/src/main/java/dev/halftone/" + module))) {
            var packages = files.filter(Files::isDirectory)
                    .map(folder -> "dev.halftone." + module + "." + folder.getFileName());

            assertThat(packages)
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(diagram.shapes())
                            .anyMatch(shape -> shape.code().equals(Optional.of(name))));
        }
    }

    @Test
    void showsOnlyTasksThatExist() {
        var source = ProjectFiles.file("engine/src/main/java/dev/halftone/engine/task");

        assertThat(shape("task").notes())
                .allSatisfy(task -> assertThat(source.resolve(task + ".java")).exists());
    }

    @Test
    void showsAnEntryTypeThatExists() {
        var source = ProjectFiles.file("engine/src/main/java/dev/halftone/engine");

        assertThat(shape("Requests").notes())
                .allSatisfy(type -> assertThat(source.resolve(type + ".java")).exists());
    }

    @Test
    void arrowsBeginAndEndAtShapes() {
        assertThat(diagram.arrows()).allSatisfy(arrow -> {
            assertThat(shape(arrow.from()).box().isOnBorder(arrow.path().getFirst()))
                    .isTrue();
            assertThat(shape(arrow.to()).box().isOnBorder(arrow.path().getLast()))
                    .isTrue();
        });
    }

    @Test
    void drawioArrowsAreAttachedToShapes() throws Exception {
        var document = read("architecture.drawio");
        var shapes = ids(document, "mxCell", "vertex", "1");

        var arrows = elements(document, "mxCell").stream()
                .filter(cell -> cell.getAttribute("edge").equals("1"))
                .toList();

        assertThat(arrows).hasSameSizeAs(diagram.arrows());
        assertThat(arrows)
                .allSatisfy(arrow ->
                        assertThat(shapes).contains(arrow.getAttribute("source"), arrow.getAttribute("target")));
    }

    @Test
    void shapesDoNotOverlap() {
        var solid = diagram.shapes().stream()
                .filter(shape -> !shape.kind().isContainer())
                .toList();

        assertThat(solid)
                .allSatisfy(shape -> assertThat(solid)
                        .filteredOn(other -> !other.equals(shape))
                        .noneMatch(other -> other.box().overlaps(shape.box())));
    }

    @Test
    void numbersEveryStepOnce() {
        var numbers = diagram.arrows().stream()
                .flatMapToInt(arrow -> arrow.step().stream())
                .sorted()
                .boxed();

        assertThat(numbers)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, diagram.steps().size()).boxed().toList());
    }

    private ArchitectureDiagram.Shape shape(String name) {
        return diagram.shapes().stream()
                .filter(shape -> shape.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<Path> sourceFolders(String code) {
        var folder = code.replace('.', '/');
        return List.of("app", "engine", "imaging").stream()
                .map(module -> ProjectFiles.file(module + "/src/main/java").resolve(folder))
                .toList();
    }

    private static Set<String> ids(Document document, String element, String attribute) {
        return elements(document, element).stream()
                .map(found -> found.getAttribute(attribute))
                .filter(id -> !id.isEmpty())
                .collect(Collectors.toSet());
    }

    private static Set<String> ids(Document document, String element, String attribute, String value) {
        return elements(document, element).stream()
                .filter(found -> found.getAttribute(attribute).equals(value))
                .map(found -> found.getAttribute("id"))
                .collect(Collectors.toSet());
    }

    private static List<Element> elements(Document document, String name) {
        var nodes = document.getElementsByTagName(name);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(index -> (Element) nodes.item(index))
                .toList();
    }

    private static Document read(String name) throws Exception {
        var text = Files.readString(ProjectFiles.file("docs").resolve(name));
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(text)));
    }
}
