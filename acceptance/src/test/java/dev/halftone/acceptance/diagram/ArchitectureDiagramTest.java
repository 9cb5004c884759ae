package dev.halftone.acceptance.diagram;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/// The picture of the system, and its description.
class ArchitectureDiagramTest {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    private final ArchitectureDiagram architectureDiagram = new ArchitectureDiagram();

    @Test
    void isWhatTheDescriptionSays() {
        assertThat(DrawArchitecture.all())
                .allSatisfy((name, drawn) ->
                        assertThat(PROJECT.resolve("docs").resolve(name)).hasContent(drawn));
    }

    @Test
    void namesTheSameComponentsForReadersAndForDrawIo() throws Exception {
        var names = architectureDiagram.shapes().stream()
                .map(ArchitectureDiagram.Shape::id)
                .collect(Collectors.toSet());

        assertThat(ids(read("architecture.svg"), "g", "id")).containsExactlyInAnyOrderElementsOf(names);
        assertThat(ids(read("architecture.drawio"), "mxCell", "vertex", "1")).containsAll(names);
    }

    @Test
    void showsPackagesThatExist() {
        var packages = architectureDiagram.shapes().stream().flatMap(shape -> shape.code().stream());

        assertThat(packages)
                .allSatisfy(name -> assertThat(sourceFolders(name)).as(name).anyMatch(Files::exists));
    }

    @Test
    void leavesNoRoomOfTheEngineOut() throws IOException {
        var engine = PROJECT.resolve("engine/src/main/java/dev/halftone/engine");
        try (var rooms = Files.list(engine)) {
            assertThat(rooms.filter(Files::isDirectory)
                            .map(room -> room.getFileName().toString()))
                    .allSatisfy(room -> assertThat(architectureDiagram.shapes())
                            .anyMatch(shape -> shape.code().equals(Optional.of("dev.halftone.engine." + room))));
        }
    }

    @Test
    void showsTheTasksThatExist() throws IOException {
        var work = shape("work");
        for (var task : work.notes())
            assertThat(PROJECT.resolve("engine/src/main/java/dev/halftone/engine")
                            .resolve("work")
                            .resolve(task + ".java"))
                    .exists();
    }

    @Test
    void hasArrowsThatBeginAndEndAtShapes() {
        assertThat(architectureDiagram.arrows()).allSatisfy(arrow -> {
            assertThat(shape(arrow.from()).box().isOnBorder(arrow.path().getFirst()))
                    .isTrue();
            assertThat(shape(arrow.to()).box().isOnBorder(arrow.path().getLast()))
                    .isTrue();
        });
    }

    @Test
    void hasArrowsForDrawIoThatAreAttached() throws Exception {
        var document = read("architecture.drawio");
        var shapes = ids(document, "mxCell", "vertex", "1");

        var arrows = elements(document, "mxCell").stream()
                .filter(cell -> cell.getAttribute("edge").equals("1"))
                .toList();

        assertThat(arrows).hasSameSizeAs(architectureDiagram.arrows());
        assertThat(arrows)
                .allSatisfy(arrow ->
                        assertThat(shapes).contains(arrow.getAttribute("source"), arrow.getAttribute("target")));
    }

    @Test
    void hasShapesThatDoNotOverlap() {
        var solid = architectureDiagram.shapes().stream()
                .filter(shape -> !shape.kind().isContainer())
                .toList();

        assertThat(solid)
                .allSatisfy(shape -> assertThat(solid)
                        .filteredOn(other -> !other.equals(shape))
                        .noneMatch(other -> other.box().overlaps(shape.box())));
    }

    @Test
    void numbersItsSteps() {
        var numbers = architectureDiagram.arrows().stream()
                .flatMapToInt(arrow -> arrow.step().stream())
                .sorted()
                .boxed();

        assertThat(numbers)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, architectureDiagram.steps().size())
                                .boxed()
                                .toList());
    }

    private ArchitectureDiagram.Shape shape(String name) {
        return architectureDiagram.shapes().stream()
                .filter(shape -> shape.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<Path> sourceFolders(String code) {
        var folder = code.replace('.', '/');
        return List.of("app", "engine", "imaging").stream()
                .map(module -> PROJECT.resolve(module + "/src/main/java").resolve(folder))
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
        var text = Files.readString(PROJECT.resolve("docs").resolve(name));
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(text)));
    }
}
