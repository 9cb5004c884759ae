package dev.halftone.acceptance.images;

import static dev.halftone.imaging.JpegFiles.ascii;
import static dev.halftone.imaging.JpegFiles.concat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// ICC profiles of displays (ICC.1:2022): three primaries and a curve, or gray and a curve.
final class IccProfiles {
    private static final int HEADER = 128;
    private static final int TAG = 12;
    private static final double[] D50 = {0.9642, 1, 0.8249};

    // The columns red, green and blue, adapted to D50.
    private static final double[][] SRGB = {{0.4361, 0.2225, 0.0139}, {0.3851, 0.7169, 0.0971}, {0.1431, 0.0606, 0.7141}
    };
    private static final double[][] ADOBE_RGB = {
        {0.6097, 0.3111, 0.0195}, {0.2053, 0.6257, 0.0609}, {0.1492, 0.0632, 0.7446}
    };
    private static final double[][] DISPLAY_P3 = {
        {0.5151, 0.2412, -0.0011}, {0.2920, 0.6922, 0.0419}, {0.1571, 0.0666, 0.7841}
    };
    private static final double[][] PRO_PHOTO = {{0.7977, 0.2880, 0}, {0.1352, 0.7119, 0}, {0.0313, 0.0001, 0.8249}};

    private IccProfiles() {}

    /// Profiles that change the colors clearly, by what they are.
    static SequencedMap<String, byte[]> rgb() {
        var profiles = new LinkedHashMap<String, byte[]>();
        profiles.put("sRGB primaries, gamma 2.2", srgb());
        profiles.put("sRGB primaries, gamma 1.0", rgb(SRGB, gamma(1)));
        profiles.put("sRGB primaries, gamma 1.8", rgb(SRGB, gamma(1.8)));
        profiles.put("sRGB primaries, no curve", rgb(SRGB, curve()));
        profiles.put("sRGB primaries, sampled curve", rgb(SRGB, curve(0, 4000, 15000, 34000, 65535)));
        profiles.put("sRGB primaries, parametric curve", rgb(SRGB, parametric()));
        profiles.put("swapped primaries", swapped());
        profiles.put("Adobe RGB", rgb(ADOBE_RGB, gamma(2.2)));
        profiles.put("Display P3", rgb(DISPLAY_P3, parametric()));
        profiles.put("ProPhoto RGB", rgb(PRO_PHOTO, gamma(1.8)));
        return profiles;
    }

    /// The colors of sRGB, nearly.
    static byte[] srgb() {
        return rgb(SRGB, gamma(2.2));
    }

    /// Red is shown as blue, and blue as red.
    static byte[] swapped() {
        return rgb(new double[][] {SRGB[2], SRGB[1], SRGB[0]}, gamma(2.2));
    }

    static byte[] gray(double gamma) {
        return profile("GRAY", new String[] {"wtpt", "kTRC"}, xyz(D50), gamma(gamma));
    }

    /// The swapped profile with a fault that some programs leave behind, by what is wrong.
    static SequencedMap<String, byte[]> odd() {
        var sound = swapped();
        var profiles = new LinkedHashMap<String, byte[]>();
        profiles.put("intent in the wrong byte order", changed(sound, 64, 1, 0, 0, 0));
        profiles.put("unknown intent", changed(sound, 64, 0, 0, 0, 9));
        profiles.put("bytes behind its size", Arrays.copyOf(sound, sound.length + 16));
        profiles.put("one byte behind its size", Arrays.copyOf(sound, sound.length + 1));
        profiles.put("a size not divisible by four", sized(Arrays.copyOf(sound, sound.length + 2)));
        profiles.put(
                "version 4, a size not divisible by four",
                changed(sized(Arrays.copyOf(sound, sound.length + 1)), 8, 4, 0x40));
        profiles.put("version 4", changed(sound, 8, 4, 0x40));
        profiles.put("version 5", changed(sound, 8, 5));
        profiles.put("version 0", changed(sound, 8, 0, 0));
        profiles.put("no white", changed(sound, 68, new int[12]));
        profiles.put("another white", changed(sound, 68, 0, 0, 0xF3, 0x51));
        profiles.put("flags", changed(sound, 44, 0xFF, 0xFF, 0xFF, 0xFF));
        profiles.put("class input", text(sound, 12, "scnr"));
        profiles.put("class output", text(sound, 12, "prtr"));
        profiles.put("class color space", text(sound, 12, "spac"));
        profiles.put("class link", text(sound, 12, "link"));
        profiles.put("class abstract", text(sound, 12, "abst"));
        profiles.put("no class", changed(sound, 12, 0, 0, 0, 0));
        profiles.put("connection space Lab", text(sound, 20, "Lab "));
        profiles.put("no connection space", changed(sound, 20, 0, 0, 0, 0));
        profiles.put("no signature", changed(sound, 36, 0, 0, 0, 0));
        profiles.put("color space gray", text(sound, 16, "GRAY"));
        profiles.put("color space CMYK", text(sound, 16, "CMYK"));
        profiles.put("a size too large", changed(sound, 0, 0, 1));
        profiles.put("cut off", Arrays.copyOf(sound, sound.length - 20));
        profiles.put("only a header", Arrays.copyOf(sound, HEADER));
        profiles.put("a tag out of bounds", changed(sound, HEADER + 4 + 4, 0, 1, 0, 0));
        profiles.put("too many tags", changed(sound, HEADER, 0, 0, 1));
        profiles.put("no blue", text(sound, HEADER + 4 + 3 * TAG, "none"));
        return profiles;
    }

    private static byte[] rgb(double[][] primaries, byte[] curve) {
        return profile(
                "RGB ",
                new String[] {"wtpt", "rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC"},
                xyz(D50),
                xyz(primaries[0]),
                xyz(primaries[1]),
                xyz(primaries[2]),
                curve,
                curve,
                curve);
    }

    private static byte[] profile(String space, String[] names, byte[]... tags) {
        var list = ByteBuffer.allocate(4 + TAG * tags.length).putInt(tags.length);
        var start = HEADER + list.capacity();
        for (var i = 0; i < tags.length; i++) {
            list.put(ascii(names[i])).putInt(start).putInt(tags[i].length);
            start += tags[i].length;
        }
        var header = ByteBuffer.allocate(HEADER)
                .putInt(start)
                .putInt(8, 0x02400000)
                .put(12, ascii("mntr" + space + "XYZ "))
                .put(36, ascii("acsp"));
        header.putInt(68, fixed(D50[0])).putInt(72, fixed(D50[1])).putInt(76, fixed(D50[2]));
        return concat(header.array(), list.array(), concat(tags));
    }

    // Clause 10.31.
    private static byte[] xyz(double[] point) {
        var tag = ByteBuffer.allocate(20).put(ascii("XYZ \0\0\0\0"));
        for (var coordinate : point) tag.putInt(fixed(coordinate));
        return tag.array();
    }

    // Clause 10.6: one number is an exponent, none is the identity, and more are samples.
    private static byte[] gamma(double exponent) {
        return curve((int) Math.round(256 * exponent));
    }

    private static byte[] curve(int... numbers) {
        var tag = ByteBuffer.allocate((12 + 2 * numbers.length + 3) & ~3)
                .put(ascii("curv\0\0\0\0"))
                .putInt(numbers.length);
        for (var number : numbers) tag.putShort((short) number);
        return tag.array();
    }

    // Clause 10.18, type 3: the curve of sRGB.
    private static byte[] parametric() {
        return ByteBuffer.allocate(32)
                .put(ascii("para\0\0\0\0"))
                .putShort((short) 3)
                .putShort((short) 0)
                .putInt(fixed(2.4))
                .putInt(fixed(1 / 1.055))
                .putInt(fixed(0.055 / 1.055))
                .putInt(fixed(1 / 12.92))
                .putInt(fixed(0.04045))
                .array();
    }

    private static int fixed(double number) {
        return (int) Math.round(65536 * number);
    }

    private static byte[] sized(byte[] profile) {
        return ByteBuffer.wrap(profile).putInt(0, profile.length).array();
    }

    private static byte[] text(byte[] profile, int at, String text) {
        return ByteBuffer.wrap(profile.clone()).put(at, ascii(text)).array();
    }

    private static byte[] changed(byte[] profile, int at, int... values) {
        var bytes = profile.clone();
        for (var i = 0; i < values.length; i++) bytes[at + i] = (byte) values[i];
        return bytes;
    }
}
