package dev.halftone.app.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Gives out the description of this API (OpenAPI 3.1).
@RestController
@AuthInterceptor.PermitAll
public final class OpenApiController {
    private final byte[] openapi;

    public OpenApiController() {
        try (var file = Optional.<InputStream>ofNullable(OpenApiController.class.getResourceAsStream("/openapi.yaml"))
                .orElseThrow()) {
            openapi = file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("openapi.yaml cannot be read", e);
        }
    }

    /// The media type is RFC 9512's.
    @GetMapping(path = "/openapi.yaml", produces = "application/yaml")
    ResponseEntity<byte[]> openapi() {
        return ResponseEntity.ok().header("Content-Type", "application/yaml").body(openapi);
    }
}
