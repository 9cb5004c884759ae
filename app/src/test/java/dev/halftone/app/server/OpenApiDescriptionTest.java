package dev.halftone.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.ServerFixture;
import dev.halftone.app.web.ProblemCode;
import dev.halftone.engine.catalog.Violation;
import dev.halftone.engine.catalog.Warning;
import dev.halftone.engine.request.ProductVersion;
import dev.halftone.testkit.api.OpenApiDescription;
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

/// Checks `openapi.yaml` against the code. Every test that uses an [dev.halftone.testkit.api.ApiClient] also checks
/// the responses it receives.
class OpenApiDescriptionTest {
    private final OpenApiDescription openApiDescription = new OpenApiDescription();

    @Test
    void describesEveryRouteAndNothingElse() {
        var described = openApiDescription.document().path("paths").properties().stream()
                .flatMap(path -> path.getValue()
                        .propertyStream()
                        .map(Entry::getKey)
                        .filter(key -> !key.equals("parameters"))
                        .map(verb -> verb.toUpperCase(Locale.ROOT) + " " + path.getKey()));

        assertThat(described)
                .containsExactlyInAnyOrderElementsOf(routes().distinct().toList());
    }

    @Test
    void hasTheVersionOfTheProgram() {
        assertThat(openApiDescription.document().at("/info/version").asString()).isEqualTo(ProductVersion.text());
    }

    @Test
    void listsEveryCode() {
        assertThat(enumValues("/components/schemas/Problem/properties/code"))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(ProblemCode.values()).map(ProblemCode::text).toList());
        assertThat(enumValues("/components/schemas/Violation/properties/code"))
                .containsExactlyInAnyOrderElementsOf(Stream.of(Violation.Code.values())
                        .map(Violation.Code::text)
                        .toList());
        assertThat(enumValues("/components/schemas/Warning/properties/code"))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Warning.Code.values()).map(Warning.Code::text).toList());
    }

    @Test
    void mentionsEveryProblemCode() {
        var text = openApiDescription.document().toString();

        assertThat(ProblemCode.values()).allSatisfy(code -> assertThat(text).contains("`" + code.text() + "`"));
    }

    @Test
    void hasExamplesThatMatchTheirSchemas() {
        assertThat(mediaTypes(openApiDescription.document()).filter(type -> type.has("schema")))
                .isNotEmpty()
                .allSatisfy(type -> assertThat(examples(type))
                        .allSatisfy(example -> assertThat(OpenApiDescription.validate(type.path("schema"), example))
                                .as(example.toString())
                                .isEmpty()));
    }

    @Test
    void hasExamplesForAllJsonAndAllProblems() {
        var json = openApiDescription.document().findValues("application/json");
        var problems = mediaTypes(openApiDescription.document())
                .flatMap(OpenApiDescriptionTest::examples)
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
                        .map(code -> "%s %s: %s".formatted(code.status(), code.text(), code.title()))
                        .toList());
    }

    @Test
    void describesEveryField() {
        assertThat(fields(openApiDescription.document().at("/components/schemas")))
                .isNotEmpty()
                .allSatisfy(field -> assertThat(field.getValue().propertyNames())
                        .as(field.getKey())
                        .containsAnyOf("description", "$ref", "enum", "properties"));
    }

    private static Stream<Entry<String, JsonNode>> fields(JsonNode node) {
        return Stream.concat(
                node.path("properties").propertyStream(),
                StreamSupport.stream(node.spliterator(), false).flatMap(OpenApiDescriptionTest::fields));
    }

    private static Stream<JsonNode> examples(JsonNode mediaType) {
        return Stream.concat(
                mediaType.has("example") ? Stream.of(mediaType.path("example")) : Stream.of(),
                mediaType
                        .path("examples")
                        .valueStream()
                        .map(example -> OpenApiDescription.resolve(example).path("value")));
    }

    @Test
    void containsNoDanglingReferences() {
        var references = openApiDescription.document().findValuesAsString("$ref");

        assertThat(references)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(openApiDescription
                                .document()
                                .at(reference.substring(1))
                                .isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @Test
    void isServed() {
        try (var server = ServerFixture.start()) {
            var apiResponse = server.client().get("/openapi.yaml");

            assertThat(apiResponse.header("Content-Type")).isEqualTo("application/yaml");
            assertThat(apiResponse.text()).startsWith("openapi: 3.1.0");
        }
    }

    @Test
    void rejectsAnUndescribedField() {
        var schema = openApiDescription.document().at("/components/schemas/Health");

        assertThat(OpenApiDescription.validate(
                        schema, new JsonMapper().readTree("{\"status\":\"live\",\"unknown\":\"field\"}")))
                .isNotEmpty();
    }

    private Stream<String> enumValues(String pointer) {
        return openApiDescription.document().at(pointer + "/enum").valueStream().map(JsonNode::asString);
    }

    private static Stream<String> routes() {
        return Stream.of(ControllerConfig.class, MonitoringConfig.class)
                .flatMap(config -> Arrays.stream(config.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(Bean.class))
                .map(Method::getReturnType)
                .filter(type -> type.isAnnotationPresent(RestController.class))
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> AnnotatedElementUtils.hasAnnotation(method, RequestMapping.class))
                .flatMap(OpenApiDescriptionTest::routes);
    }

    private static Stream<String> routes(AnnotatedElement method) {
        var mapping = AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
        return Arrays.stream(Objects.requireNonNull(mapping).path())
                .flatMap(path -> Arrays.stream(mapping.method()).map(verb -> verb + " " + path));
    }

    private static Stream<JsonNode> mediaTypes(JsonNode node) {
        var direct = node.path("content").valueStream();
        return Stream.concat(
                direct, StreamSupport.stream(node.spliterator(), false).flatMap(OpenApiDescriptionTest::mediaTypes));
    }
}
