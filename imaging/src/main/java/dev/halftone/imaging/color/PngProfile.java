package dev.halftone.imaging.color;

import dev.halftone.imaging.header.Bytes;
import dev.halftone.imaging.header.ImageHeader;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// The ICC profile of a PNG (PNG 3rd edition, clause 11.3.2.3). libpng reads none that breaks the rules, but browsers
/// do.
public final class PngProfile {
    // The largest profiles in use, tables for CMYK, have about 2 MB.
    private static final int MAX_SIZE = 4 << 20;
    private static final int MAX_NAME = 79;

    private PngProfile() {}

    /// The profile in the chunk `iCCP`, if that is undamaged.
    public static Optional<IccProfile> find(byte[] png) {
        var bytes = new Bytes(png);
        return Optional.ofNullable(
                        ImageHeader.PngChunks.offsetsBeforeIdat(bytes).get("iCCP"))
                .filter(content -> isUndamaged(bytes, content))
                .flatMap(content -> inflate(bytes, content));
    }

    // The checksum is over type and content.
    private static boolean isUndamaged(Bytes png, int content) {
        var size = png.u32(content - 8);
        if (size > png.size() - content - 4) return false;
        var checksum = new CRC32();
        checksum.update(png.array(), content - 4, 4 + (int) size);
        return checksum.getValue() == png.u32(content + size);
    }

    // A name, zero, the method of compression, and the compressed profile.
    private static Optional<IccProfile> inflate(Bytes png, int content) {
        var end = content + (int) png.u32(content - 8);
        var name = content;
        while (name < end && name <= content + MAX_NAME && png.u8(name) != 0) name++;
        if (name + 2 >= end) return Optional.empty();
        try (var inflater = new Inflater()) {
            inflater.setInput(png.array(), name + 2, end - name - 2);
            var profile = new byte[MAX_SIZE];
            var size = inflater.inflate(profile);
            return inflater.finished()
                    ? Optional.of(new IccProfile(new Bytes(Arrays.copyOf(profile, size))))
                    : Optional.empty();
        } catch (DataFormatException damaged) {
            return Optional.empty();
        }
    }
}
