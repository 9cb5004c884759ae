package dev.halftone.engine.desk;

import dev.halftone.engine.request.RequestId;
import dev.halftone.engine.request.RequestOptions;
import java.io.InputStream;
import java.util.Optional;

/// Somebody's upload.
///
/// @param owner whose request it will be; empty where the server is open
/// @param csv read once, to its end
public record Submission(
        RequestId id, String owner, InputStream csv, RequestOptions options, Optional<String> idempotencyKey) {}
