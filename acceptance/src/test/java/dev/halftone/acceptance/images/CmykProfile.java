package dev.halftone.acceptance.images;

import static dev.halftone.imaging.JpegFiles.ascii;

import java.nio.ByteBuffer;

/// An ICC profile of a press whose inks darken as light filters do, on paper that is a little yellow (ICC.1:2022 clause
/// 10.11).
final class CmykProfile {
    private static final int HEADER = 128;
    private static final int TABLE = HEADER + 4 + 12;
    private static final int INKS = 4;
    // Fine enough that colour engines, which interpolate in several ways, agree.
    private static final int GRID = 7;
    private static final int NODES = GRID * GRID * GRID * GRID;
    private static final int SIZE = TABLE + 48 + 256 * INKS + 3 * NODES + 256 * 3;

    private CmykProfile() {}

    static byte[] bytes() {
        var profile = ByteBuffer.allocate(SIZE);
        profile.putInt(SIZE)
                .putInt(8, 0x02400000)
                .put(12, ascii("prtrCMYKLab "))
                .put(36, ascii("acsp"));
        // The white of the connection space, D50.
        profile.putInt(68, 0xF6D6).putInt(72, 0x10000).putInt(76, 0xD32D);
        profile.position(HEADER).putInt(1).put(ascii("A2B0")).putInt(TABLE).putInt(SIZE - TABLE);
        profile.put(ascii("mft1")).putInt(0).put(new byte[] {INKS, 3, GRID, 0});
        for (var i = 0; i < 9; i++) profile.putInt(i % 4 == 0 ? 0x10000 : 0);
        putIdentity(profile, INKS);
        // The first ink varies least rapidly.
        for (var node = 0; node < NODES; node++)
            profile.put(lab(ink(node, 3), ink(node, 2), ink(node, 1), ink(node, 0)));
        putIdentity(profile, 3);
        return profile.array();
    }

    private static void putIdentity(ByteBuffer profile, int channels) {
        for (var i = 0; i < 256 * channels; i++) profile.put((byte) i);
    }

    private static double ink(int node, int place) {
        var index = node;
        for (var i = 0; i < place; i++) index /= GRID;
        return index % GRID / (GRID - 1.0);
    }

    private static byte[] lab(double cyan, double magenta, double yellow, double black) {
        var red = Math.pow((1 - cyan) * (1 - black), 2.2);
        var green = Math.pow((1 - magenta) * (1 - black), 2.2);
        var blue = Math.pow((1 - yellow) * (1 - black) * 0.9, 2.2);
        // The primaries of sRGB, relative to D50.
        var x = lightness((0.4361 * red + 0.3851 * green + 0.1431 * blue) / 0.9642);
        var y = lightness(0.2225 * red + 0.7169 * green + 0.0606 * blue);
        var z = lightness((0.0139 * red + 0.0971 * green + 0.7141 * blue) / 0.8249);
        return new byte[] {level(255 * (1.16 * y - 0.16)), level(128 + 500 * (x - y)), level(128 + 200 * (y - z))};
    }

    // CIE 1976.
    private static double lightness(double light) {
        return light > 216.0 / 24389 ? Math.cbrt(light) : (light * 24389 / 27 + 16) / 116;
    }

    private static byte level(double value) {
        return (byte) Math.clamp(Math.round(value), 0, 255);
    }
}
