package dev.halftone.imaging;

import static dev.halftone.imaging.JpegFiles.ascii;

import java.nio.ByteBuffer;

/// An ICC profile of inks that no press has: cyan is red, and the other inks leave the paper white (ICC.1:2022 clause
/// 10.11, a table with two entries for each ink).
final class CmykTestProfile {
    private static final int HEADER = 128;
    private static final int TAGS = 4;
    private static final int TABLE = HEADER + TAGS + 12;
    private static final int INKS = 4;
    private static final int CORNERS = 1 << INKS;
    private static final int SIZE = TABLE + 48 + 256 * INKS + 3 * CORNERS + 256 * 3;

    private CmykTestProfile() {}

    static byte[] ofRedCyan() {
        var profile = ByteBuffer.allocate(SIZE);
        profile.putInt(SIZE)
                .putInt(8, 0x02400000)
                .put(12, ascii("prtrCMYKLab "))
                .put(36, ascii("acsp"));
        // The profile's white, D50.
        profile.putInt(68, 0xF6D6).putInt(72, 0x10000).putInt(76, 0xD32D);
        profile.position(HEADER).putInt(1).put(ascii("A2B0")).putInt(TABLE).putInt(SIZE - TABLE);
        profile.put(ascii("mft1")).putInt(0).put(new byte[] {INKS, 3, 2, 0});
        for (var i = 0; i < 9; i++) profile.putInt(i % 4 == 0 ? 0x10000 : 0);
        putStraight(profile, INKS);
        for (var corner = 0; corner < CORNERS; corner++) profile.put(color(corner));
        putStraight(profile, 3);
        return profile.array();
    }

    private static void putStraight(ByteBuffer profile, int channels) {
        for (var i = 0; i < 256 * channels; i++) profile.put((byte) i);
    }

    // Cyan is the first bit, black the last. L* 0 to 100 in 0 to 255, a* and b* with 128 for 0.
    private static byte[] color(int inks) {
        if ((inks & 1) == 1) return new byte[] {0, (byte) 128, (byte) 128};
        return inks >= CORNERS / 2
                ? new byte[] {(byte) 138, (byte) (128 + 70), (byte) (128 + 55)}
                : new byte[] {(byte) 255, (byte) 128, (byte) 128};
    }
}
