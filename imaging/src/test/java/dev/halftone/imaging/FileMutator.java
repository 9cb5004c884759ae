package dev.halftone.imaging;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/// Damages files as accidents and attackers do. The same random generator gives the same damage.
final class FileMutator {
    private static final int[] ODD_NUMBERS = {0, 1, -1, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFF, 0x10000};

    private FileMutator() {}

    static ImageBytes firstHalf(ImageBytes whole) {
        return truncate(whole, whole.size() / 2);
    }

    /// The first bytes only.
    static ImageBytes truncate(ImageBytes whole, int size) {
        return new ImageBytes(Arrays.copyOf(whole.array(), size));
    }

    /// A file with one to four defects.
    static ImageBytes mutate(ImageBytes whole, Random random) {
        var bytes = whole.array();
        for (var i = 1 + random.nextInt(4); i > 0; i--) bytes = mutated(bytes, random);
        return new ImageBytes(bytes);
    }

    private static byte[] mutated(byte[] bytes, Random random) {
        return switch (random.nextInt(16)) {
            case 0 -> Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
            case 1 -> withHole(bytes, random);
            case 2 -> withRepetition(bytes, random);
            case 3, 4 -> withOddNumber(bytes, random);
            case 5, 6 -> withBitFlipped(bytes, random);
            default -> withBytesChanged(bytes, random);
        };
    }

    private static byte[] withHole(byte[] bytes, Random random) {
        var from = randomOffset(bytes, random);
        var to = Math.min(bytes.length, from + 1 + random.nextInt(64));
        return JpegFiles.concat(Arrays.copyOf(bytes, Math.max(1, from)), Arrays.copyOfRange(bytes, to, bytes.length));
    }

    private static byte[] withRepetition(byte[] bytes, Random random) {
        var from = randomOffset(bytes, random);
        var to = Math.min(bytes.length, from + 1 + random.nextInt(256));
        return JpegFiles.concat(Arrays.copyOf(bytes, to), Arrays.copyOfRange(bytes, from, bytes.length));
    }

    private static byte[] withOddNumber(byte[] bytes, Random random) {
        var at = randomOffset(bytes, random);
        var number = ODD_NUMBERS[random.nextInt(ODD_NUMBERS.length)];
        var four = random.nextBoolean() ? number : Integer.reverseBytes(number);
        var changed = bytes.clone();
        var buffer = ByteBuffer.wrap(changed);
        if (random.nextBoolean() && at + 4 <= bytes.length) buffer.putInt(at, four);
        else if (at + 2 <= bytes.length) buffer.putShort(at, (short) (random.nextBoolean() ? four : four >> 16));
        return changed;
    }

    private static byte[] withBitFlipped(byte[] bytes, Random random) {
        var changed = bytes.clone();
        changed[randomOffset(bytes, random)] ^= (byte) (1 << random.nextInt(8));
        return changed;
    }

    private static byte[] withBytesChanged(byte[] bytes, Random random) {
        var changed = bytes.clone();
        for (var i = 1 + random.nextInt(3); i > 0; i--)
            changed[randomOffset(bytes, random)] = random.nextInt(4) == 0 ? -1 : (byte) random.nextInt(256);
        return changed;
    }

    // More often near the front, which has the structure.
    private static int randomOffset(byte[] bytes, Random random) {
        return random.nextInt(random.nextBoolean() ? bytes.length : Math.min(400, bytes.length));
    }
}
