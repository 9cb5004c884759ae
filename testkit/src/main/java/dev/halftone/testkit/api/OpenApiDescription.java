package dev.halftone.testkit.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Locale;
import java.util.Map.Entry;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Halftone's `openapi.yaml`, read strictly: a response or a field that it does not describe fails the test.
public final class OpenApiDescription {
    private static final int NOT_MODIFIED = 304;
    private static final ObjectNode OPENAPI = read();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private static ObjectNode read() {
        var file = Objects.requireNonNull(OpenApiDescription.class.getResourceAsStream("/openapi.yaml"));
        var openapi = (ObjectNode) new YAMLMapper().readTree(file);
        openapi.at("/components/schemas").forEach(OpenApiDescription::forbidUnknownFields);
        return openapi;
    }

    /// The file allows unknown fields, so that new ones break no client. Tests allow none: today's fields must
    /// be described.
    private static void forbidUnknownFields(JsonNode schema) {
        if (schema.has("properties")) ((ObjectNode) schema).put("additionalProperties", false);
        schema.forEach(OpenApiDescription::forbidUnknownFields);
    }

    /// The whole document.
    public JsonNode document() {
        return OPENAPI;
    }

    /// Checks the status, the headers and the body of a response.
    ///
    /// @throws AssertionError if the response is not as described
    public void checkResponse(String method, String path, ApiResponse apiResponse) {
        var exchange = method + " " + path + " -> " + apiResponse.status();
        var response = describedResponse(method, path, apiResponse.status());
        assertThat(apiResponse.header("X-Content-Type-Options")).as(exchange).isEqualTo("nosniff");
        checkHeaders(exchange, response.path("headers"), apiResponse);
        if (method.equals("HEAD") || apiResponse.response().body().length == 0) return;
        checkBody(exchange, response.path("content"), apiResponse);
    }

    private static JsonNode describedResponse(String method, String path, int status) {
        var verb = method.equals("HEAD") ? "get" : method.toLowerCase(Locale.ROOT);
        var operation = pathItem(path).map(pathItem -> pathItem.path(verb)).orElseGet(OPENAPI::missingNode);
        var responses = operation.path("responses");
        var problem = OPENAPI.at("/components/responses/AnyProblem");
        if (responses.has(Integer.toString(status))) return resolve(responses.path(Integer.toString(status)));
        // The same for every resource, so described once, in words.
        if (status == NOT_MODIFIED || (method.equals("OPTIONS") && status < 400)) return OPENAPI.missingNode();
        assertThat(status).as("%s %s: the status is described", method, path).isGreaterThanOrEqualTo(400);
        return problem;
    }

    private static Optional<JsonNode> pathItem(String path) {
        var pathWithoutQuery = path.split("\\?", 2)[0];
        return OPENAPI.path("paths").properties().stream()
                .filter(entry -> pathWithoutQuery.matches(entry.getKey().replaceAll("\\{[a-z]+}", "[^/]+")))
                .map(Entry::getValue)
                .findFirst();
    }

    private static void checkHeaders(String exchange, JsonNode headers, ApiResponse apiResponse) {
        headers.properties().forEach(entry -> {
            var header = resolve(entry.getValue());
            var value = OPENAPI.stringNode(apiResponse.header(entry.getKey()));
            assertThat(validate(header.path("schema"), value))
                    .as("%s: the header %s", exchange, entry.getKey())
                    .isEmpty();
        });
    }

    private static void checkBody(String exchange, JsonNode content, ApiResponse apiResponse) {
        var type = apiResponse.header("Content-Type").split(";", 2)[0];
        assertThat(content.propertyNames()).as(exchange + ": the media type").contains(type);
        if (!type.endsWith("json")) return;
        assertThat(validate(content.path(type).path("schema"), apiResponse.json()))
                .as("%s: %s", exchange, apiResponse)
                .isEmpty();
    }

    /// Validates a value against a schema of the document.
    ///
    /// @return the errors; empty if the value is valid
    public static List<String> validate(JsonNode schema, JsonNode value) {
        var selfContained = ((ObjectNode) schema.deepCopy()).set("components", OPENAPI.path("components"));
        return SCHEMAS.getSchema(selfContained).validate(value).stream()
                .map(Object::toString)
                .toList();
    }

    /// The node, or the one that its `$ref` points to.
    public static JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? OPENAPI.at(node.path("$ref").asString().substring(1)) : node;
    }
}
