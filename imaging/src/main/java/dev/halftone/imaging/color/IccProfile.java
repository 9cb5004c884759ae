package dev.halftone.imaging.color;

import dev.halftone.imaging.header.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;

/// An ICC profile (ICC.1:2022 clause 7), as found in a file. Color engines read many that break the rules, and browsers
/// obey them. Encoders are stricter: libpng writes none with a wrong size, class or rendering intent.
public record IccProfile(Bytes bytes) {
    private static final int HEADER = 128;
    private static final int TAG = 12;
    private static final int CLASS = 12;
    private static final int INTENT = 64;
    private static final int MAX_INTENT = 3;
    private static final int NEWEST_VERSION = 4;
    private static final Set<String> COLORANTS = Set.of("rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC");
    private static final Set<String> IMAGE_CLASSES = Set.of("scnr", "mntr", "prtr", "spac");

    // The header's illuminant must be D50, X and Z of which are these in s15Fixed16Number.
    private static final int D50_X = 0xF6D6;
    private static final int D50_Y = 0x10000;
    private static final int D50_Z = 0xD32D;
    private static final int D50_TOLERANCE = 0x10000 / 100;

    public boolean isRgb() {
        return bytes.matches("RGB ", 16);
    }

    public boolean isGray() {
        return bytes.matches("GRAY", 16);
    }

    public boolean isCmyk() {
        return bytes.matches("CMYK", 16);
    }

    /// Whether the header and the tag table make sense. If not, browsers show an image as without a profile.
    public boolean isReadable() {
        var size = bytes.u32(0);
        return bytes.matches("acsp", 36)
                && size <= bytes.size()
                && HEADER + 4 + tags() * TAG <= size
                && (bytes.matches("XYZ ", 20) || bytes.matches("Lab ", 20))
                && IntStream.range(0, (int) tags()).allMatch(this::isTagInBounds);
    }

    private long tags() {
        return bytes.u32(HEADER);
    }

    private boolean isTagInBounds(int tag) {
        var at = tag(tag);
        return bytes.u32(at + 4) + bytes.u32(at + 8) <= bytes.u32(0);
    }

    private static long tag(int tag) {
        return HEADER + 4 + (long) tag * TAG;
    }

    /// Whether browsers convert colors by it. They ignore newer versions, and an illuminant other than D50. There
    /// must be a table, or for RGB three colorants with their curves (clause 8.3).
    public boolean isConvertible() {
        return bytes.u8(8) <= NEWEST_VERSION
                && isNear(D50_X, 68)
                && isNear(D50_Y, 72)
                && isNear(D50_Z, 76)
                && (isGray()
                        || hasTag("A2B0")
                        || hasTag("A2B1")
                        || (isRgb() && COLORANTS.stream().allMatch(this::hasTag)));
    }

    private boolean isNear(int expected, int at) {
        return Math.abs(bytes.u32(at) - expected) <= D50_TOLERANCE;
    }

    private boolean hasTag(String name) {
        return IntStream.range(0, (int) tags()).anyMatch(tag -> bytes.matches(name, tag(tag)));
    }

    /// The same profile without bytes behind its stated size, padded to a multiple of four, of a class for
    /// images, and with a rendering intent that it supports.
    public IccProfile repaired() {
        var stated = (int) bytes.u32(0);
        var padded = Math.ceilDiv(stated, 4) * 4;
        var repaired = ByteBuffer.wrap(Arrays.copyOf(Arrays.copyOf(bytes.array(), stated), padded))
                .putInt(0, padded)
                .put(CLASS, (hasImageClass() ? bytes.text(CLASS, 4) : "mntr").getBytes(StandardCharsets.ISO_8859_1))
                .putInt(INTENT, intent())
                .array();
        return new IccProfile(new Bytes(repaired));
    }

    // Input, display, output or color space. Browsers ignore the class.
    private boolean hasImageClass() {
        return IMAGE_CLASSES.contains(bytes.text(CLASS, 4));
    }

    // Some programs write it in the wrong byte order. Engines look for the table of this intent, and browsers
    // take the only one that there is.
    private int intent() {
        if (hasTag("A2B0") && !hasTag("A2B1")) return 0;
        var intent = bytes.u32(INTENT);
        if (intent <= MAX_INTENT) return (int) intent;
        return bytes.u32le(INTENT) <= MAX_INTENT ? (int) bytes.u32le(INTENT) : 0;
    }
}
