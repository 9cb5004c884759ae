package dev.halftone.bench.server;

import tools.jackson.databind.JsonNode;

/// How a request stands.
///
/// @param succeeded of its images
/// @param failed of its images
public record Status(boolean completed, long succeeded, long failed) {

    static Status of(JsonNode answer) {
        var images = answer.get("images");
        return new Status(
                answer.get("status").asString().equals("completed"),
                images.get("succeeded").asLong(),
                images.get("failed").asLong());
    }
}
