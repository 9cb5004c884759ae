package dev.halftone.app.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.springframework.http.MediaType.APPLICATION_JSON;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The body of a retry: `{"urls": {"OLD": "NEW"}}`, or none.
///
/// @param urls new URLs by old ones; empty if the body does not have the field
record RetryBody(Optional<Map<String, String>> urls) {
    /// Enough for the most pairs of URLs of 500 characters.
    static final int MAX_BYTES = 1 << 20;

    private static final int MAX_PAIRS = 1_000;
    private static final String URLS = "urls";

    /// Of two new URLs for one old one, neither is the right one to choose.
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static RetryBody read(HttpServletRequest httpRequest) throws IOException {
        var body = httpRequest.getInputStream().readAllBytes();
        if (new String(body, UTF_8).isBlank()) return new RetryBody(Optional.empty());
        requireJson(httpRequest);
        var json = parse(body);
        if (!json.isObject()) throw malformed("it is not an object");
        for (var field : json.propertyNames()) if (!field.equals(URLS)) throw RequestParameters.unknown(field);
        return new RetryBody(Optional.ofNullable(json.get(URLS)).map(RetryBody::pairs));
    }

    /// Clients that say nothing about a body send JSON, too.
    private static void requireJson(HttpServletRequest httpRequest) {
        var type = Optional.ofNullable(httpRequest.getContentType());
        if (type.isPresent() && !isJson(type.get()))
            throw new ProblemException(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "send application/json, not " + type.get());
    }

    private static boolean isJson(String type) {
        try {
            return MediaType.parseMediaType(type).isCompatibleWith(APPLICATION_JSON);
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }

    private static JsonNode parse(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            throw malformed(e.getOriginalMessage());
        }
    }

    private static ProblemException malformed(String why) {
        return new ProblemException(
                ProblemCode.BAD_REQUEST, "the body is not JSON such as {\"urls\": {\"OLD\": \"NEW\"}}: " + why);
    }

    private static Map<String, String> pairs(JsonNode urls) {
        if (!urls.isObject()) throw invalid("it must be an object of new URLs by old ones");
        if (urls.size() > MAX_PAIRS) throw invalid("it has %d pairs; at most 1,000 are allowed".formatted(urls.size()));
        var pairs = new LinkedHashMap<String, String>();
        for (var pair : urls.properties()) {
            if (!pair.getValue().isString()) throw invalid("the new URL of %s is no text".formatted(pair.getKey()));
            pairs.put(text(pair.getKey()), text(pair.getValue().asString()));
        }
        return pairs;
    }

    /// JSON can hold what no URL has and no database stores.
    private static String text(String text) {
        if (text.indexOf(0) >= 0 || !UTF_8.newEncoder().canEncode(text))
            throw invalid("it contains the character NUL, or half a character");
        return text;
    }

    static ProblemException invalid(String why) {
        return new ProblemException(Problem.invalidOption(URLS, URLS + ": " + why));
    }
}
