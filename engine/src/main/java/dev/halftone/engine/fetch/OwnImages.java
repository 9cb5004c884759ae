package dev.halftone.engine.fetch;

import dev.halftone.engine.limit.MemoryReservation;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.SourceUrl;
import dev.halftone.imaging.ImageBytes;
import java.util.Optional;
import java.util.function.Function;

/// Images that this server serves itself. They are read without a connection, because the address guard usually forbids
/// the server's own address.
///
/// @param prefix what their URLs begin with; the rest is the name of the image
/// @param images finds an image by its name; small ones, which need no limits
public record OwnImages(String prefix, Function<String, Optional<byte[]>> images) {

    boolean include(SourceUrl url) {
        return url.text().startsWith(prefix);
    }

    /// @param memoryReservation holds the image's bytes from now on
    Fetched read(SourceUrl url, MemoryReservation memoryReservation) throws InterruptedException {
        var bytes = images.apply(url.text().substring(prefix.length()));
        if (bytes.isEmpty()) return Fetched.failed(FailureCode.http(404), "this server has no such image");
        memoryReservation.grow(bytes.get().length);
        return new Fetched.Body(new ImageBytes(bytes.get()), Optional.empty());
    }
}
