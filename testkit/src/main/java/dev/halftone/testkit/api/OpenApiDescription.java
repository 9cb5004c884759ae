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

/// `openapi.yaml`, taken at its word: an answer that is not described in it is an error, and so is a field.
public final class OpenApiDescription {
    private static final ObjectNode OPENAPI = read();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private static ObjectNode read() {
        var file = Objects.requireNonNull(OpenApiDescription.class.getResourceAsStream("/openapi.yaml"));
        var openapi = (ObjectNode) new YAMLMapper().readTree(file);
        openapi.at("/components/schemas").forEach(OpenApiDescription::forbidUnknownFields);
        return openapi;
    }

    /// The file lets new fields come; what the server says today is to stand in it.
    private static void forbidUnknownFields(JsonNode schema) {
        if (schema.has("properties")) ((ObjectNode) schema).put("additionalProperties", false);
        schema.forEach(OpenApiDescription::forbidUnknownFields);
    }

    public JsonNode document() {
        return OPENAPI;
    }

    /// Holds an answer against what is said of its call.
    public void checkResponse(String method, String path, ApiResponse apiResponse) {
        var call = method + " " + path + " answered " + apiResponse.status();
        var response = response(method, path, apiResponse.status());
        assertThat(apiResponse.header("X-Content-Type-Options")).as(call).isEqualTo("nosniff");
        checkHeaders(call, response.path("headers"), apiResponse);
        if (method.equals("HEAD") || apiResponse.response().body().length == 0) return;
        checkBody(call, response.path("content"), apiResponse);
    }

    private JsonNode response(String method, String path, int status) {
        var verb = method.equals("HEAD") ? "get" : method.toLowerCase(Locale.ROOT);
        var operation = operations(path).map(found -> found.path(verb)).orElseGet(OPENAPI::missingNode);
        var responses = operation.path("responses");
        var problem = OPENAPI.at("/components/responses/AnyProblem");
        if (responses.has(Integer.toString(status))) return resolve(responses.path(Integer.toString(status)));
        assertThat(status).as("%s %s: the status is described", method, path).isGreaterThanOrEqualTo(400);
        return problem;
    }

    private static Optional<JsonNode> operations(String path) {
        var plain = path.split("\\?", 2)[0];
        return OPENAPI.path("paths").properties().stream()
                .filter(entry -> plain.matches(entry.getKey().replaceAll("\\{[a-z]+}", "[^/]+")))
                .map(Entry::getValue)
                .findFirst();
    }

    private static void checkHeaders(String call, JsonNode headers, ApiResponse apiResponse) {
        headers.properties().forEach(entry -> {
            var header = resolve(entry.getValue());
            var value = OPENAPI.stringNode(apiResponse.header(entry.getKey()));
            assertThat(validate(header.path("schema"), value))
                    .as("%s: the header %s", call, entry.getKey())
                    .isEmpty();
        });
    }

    private static void checkBody(String call, JsonNode content, ApiResponse apiResponse) {
        var type = apiResponse.header("Content-Type").split(";", 2)[0];
        assertThat(content.propertyNames()).as(call + ": the media type").contains(type);
        if (!type.endsWith("json")) return;
        assertThat(validate(content.path(type).path("schema"), apiResponse.json()))
                .as("%s: %s", call, apiResponse)
                .isEmpty();
    }

    /// What is wrong with a value, if anything.
    public static List<String> validate(JsonNode schema, JsonNode value) {
        var whole = ((ObjectNode) schema.deepCopy()).set("components", OPENAPI.path("components"));
        return SCHEMAS.getSchema(whole).validate(value).stream()
                .map(Object::toString)
                .toList();
    }

    /// The node itself, or the one that it refers to.
    public static JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? OPENAPI.at(node.path("$ref").asString().substring(1)) : node;
    }
}
