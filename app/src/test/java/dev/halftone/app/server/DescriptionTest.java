package dev.halftone.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.Description;
import dev.halftone.app.LiveServer;
import dev.halftone.app.web.ProblemCode;
import dev.halftone.engine.catalog.Violation;
import dev.halftone.engine.catalog.Warning;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map.Entry;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Holds `openapi.yaml` against the code: what the answers look like, every test of the API holds.
class DescriptionTest {
    private final Description description = new Description();

    @Test
    void describesEveryRouteAndNoOther() {
        var described = description.openapi().path("paths").properties().stream()
                .flatMap(path -> path.getValue()
                        .propertyStream()
                        .map(Entry::getKey)
                        .filter(key -> !key.equals("parameters"))
                        .map(verb -> verb.toUpperCase(Locale.ROOT) + " " + path.getKey()));

        assertThat(described)
                .containsExactlyInAnyOrderElementsOf(routes().distinct().toList());
    }

    @Test
    void namesEveryCode() {
        assertThat(words("/components/schemas/Problem/properties/code"))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(ProblemCode.values()).map(ProblemCode::word).toList());
        assertThat(words("/components/schemas/Violation/properties/code"))
                .containsExactlyInAnyOrderElementsOf(Stream.of(Violation.Code.values())
                        .map(Violation.Code::word)
                        .toList());
        assertThat(words("/components/schemas/Warning/properties/code"))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Warning.Code.values()).map(Warning.Code::word).toList());
    }

    @Test
    void saysOfEachProblemWithWhichStatusItComes() {
        var text = description.openapi().toString();

        assertThat(ProblemCode.values()).allSatisfy(code -> assertThat(text).contains("`" + code.word() + "`"));
    }

    @Test
    void hasExamplesThatAreWhatTheyShow() {
        assertThat(mediaTypes(description.openapi()).filter(type -> type.has("schema")))
                .isNotEmpty()
                .allSatisfy(type -> assertThat(examples(type))
                        .allSatisfy(example -> assertThat(Description.errors(type.path("schema"), example))
                                .as(example.toString())
                                .isEmpty()));
    }

    @Test
    void hasAnExampleOfEachJsonAndOfEachProblem() {
        var json = description.openapi().findValues("application/json");
        var problems = mediaTypes(description.openapi())
                .flatMap(DescriptionTest::examples)
                .filter(example -> example.path("type").asString("").startsWith("urn:"))
                .map(example -> "%s %s: %s"
                        .formatted(
                                example.path("status"),
                                example.path("code").asString(),
                                example.path("title").asString()))
                .toList();

        assertThat(json)
                .isNotEmpty()
                .allSatisfy(
                        type -> assertThat(examples(type)).as(type.toString()).isNotEmpty());
        assertThat(problems)
                .containsAll(Stream.of(ProblemCode.values())
                        .map(code -> "%s %s: %s".formatted(code.status(), code.word(), code.title()))
                        .toList());
    }

    @Test
    void saysOfEachFieldWhatItIs() {
        assertThat(fields(description.openapi().at("/components/schemas")))
                .isNotEmpty()
                .allSatisfy(field -> assertThat(field.getValue().propertyNames())
                        .as(field.getKey())
                        .containsAnyOf("description", "$ref", "enum", "properties"));
    }

    private static Stream<Entry<String, JsonNode>> fields(JsonNode node) {
        return Stream.concat(
                node.path("properties").propertyStream(),
                StreamSupport.stream(node.spliterator(), false).flatMap(DescriptionTest::fields));
    }

    private static Stream<JsonNode> examples(JsonNode mediaType) {
        return Stream.concat(
                mediaType.has("example") ? Stream.of(mediaType.path("example")) : Stream.of(),
                mediaType
                        .path("examples")
                        .valueStream()
                        .map(example -> Description.resolved(example).path("value")));
    }

    @Test
    void refersOnlyToWhatIsThere() {
        var references = description.openapi().findValuesAsString("$ref");

        assertThat(references)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                description.openapi().at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @Test
    void isGivenOut() {
        try (var server = LiveServer.start()) {
            var answer = server.caller().get("/openapi.yaml");

            assertThat(answer.header("Content-Type")).isEqualTo("application/yaml");
            assertThat(answer.text()).startsWith("openapi: 3.1.0");
        }
    }

    @Test
    void noticesAFieldThatIsNotDescribed() {
        var schema = description.openapi().at("/components/schemas/Health");

        assertThat(Description.errors(schema, new JsonMapper().readTree("{\"status\":\"live\",\"mood\":\"good\"}")))
                .isNotEmpty();
    }

    private Stream<String> words(String pointer) {
        return description.openapi().at(pointer + "/enum").valueStream().map(JsonNode::asString);
    }

    private static Stream<String> routes() {
        return Stream.of(ControllerConfig.class, SecurityConfig.class)
                .flatMap(wiring -> Arrays.stream(wiring.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(Bean.class))
                .map(Method::getReturnType)
                .filter(type -> type.isAnnotationPresent(RestController.class))
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> AnnotatedElementUtils.hasAnnotation(method, RequestMapping.class))
                .flatMap(DescriptionTest::routes);
    }

    private static Stream<String> routes(AnnotatedElement method) {
        var mapping = AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
        return Arrays.stream(Objects.requireNonNull(mapping).path())
                .flatMap(path -> Arrays.stream(mapping.method()).map(verb -> verb + " " + path));
    }

    private static Stream<JsonNode> mediaTypes(JsonNode node) {
        var here = node.path("content").valueStream();
        return Stream.concat(
                here, StreamSupport.stream(node.spliterator(), false).flatMap(DescriptionTest::mediaTypes));
    }
}
