package dev.halftone.app.job;

import dev.halftone.engine.UploadService;
import dev.halftone.engine.request.RequestId;
import dev.halftone.engine.request.RequestOptions;
import dev.halftone.engine.request.Sha256;
import dev.halftone.imaging.Recipe;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.HexFormat;
import java.util.Optional;

/// The id of a job. It follows from the CSV and what is done to it, so that the same input gives the same file
/// names and the same output.csv in any folder, whatever crashed on the way.
final class JobId {
    private static final int DIGITS = 32;

    private JobId() {}

    static RequestId of(Path csv, Recipe recipe, String imageBaseUrl) throws IOException {
        var content = UploadService.IdempotencyDigest.of(
                sha256(csv) + imageBaseUrl, new RequestOptions(recipe, Optional.empty()));
        return new RequestId(content.substring(0, DIGITS));
    }

    private static String sha256(Path file) throws IOException {
        var digest = Sha256.start();
        try (var out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            Files.copy(file, out);
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
