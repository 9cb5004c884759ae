package dev.halftone.engine.isolation;

import dev.halftone.imaging.ImageBytes;
import java.util.zip.CRC32C;

/// Identifies an image, whatever URL or request it comes from, by its length and its CRC-32C, which takes 0.02 ms
/// for a megabyte. If two images collide, the harmless one is also coded in a child process; there is no other
/// effect.
///
/// @param value never 0
public record ImageFingerprint(long value) {
    public static ImageFingerprint of(ImageBytes image) {
        var checksum = new CRC32C();
        checksum.update(image.array());
        // The size plus one, so that even an empty image does not have the value 0.
        return new ImageFingerprint((image.size() + 1L) << Integer.SIZE | checksum.getValue());
    }
}
