package dev.halftone.engine.report;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/// Names of files for products: safe on every system, and different for each product, whatever their case.
final class ImageNames {
    /// Leaves room for the position and the extension within 100 characters.
    private static final int MAX_CHARS = 80;

    private static final Pattern UNSAFE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}/\\\\:*?\"<>|]+");

    /// Names of devices in Windows, with any extension. With a position they are safe, but not alone.
    private static final Pattern RESERVED =
            Pattern.compile("(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\\..*)?", Pattern.CASE_INSENSITIVE);

    private final HashSet64 taken = new HashSet64();

    /// The name of a product's files, without position and extension: its serial number as far as it is
    /// safe, with the number of its row where another product has it, too.
    String of(String serialNumber, long row) {
        var safe = safe(serialNumber);
        var name = safe.isEmpty() ? Long.toString(row) : safe;
        while (!taken.add(key(name))) name += " (" + row + ")";
        return name;
    }

    private static String safe(String serialNumber) {
        var text = UNSAFE.matcher(serialNumber).replaceAll("_").strip();
        int start = 0;
        while (start < text.length() && (text.charAt(start) == '.' || text.charAt(start) == ' ')) start++;
        var cut = cut(text.substring(start)).strip();
        return RESERVED.matcher(cut).matches() ? "_" + cut : cut;
    }

    private static String cut(String text) {
        if (text.length() <= MAX_CHARS) return text;
        boolean splitsPair = Character.isHighSurrogate(text.charAt(MAX_CHARS - 1));
        return text.substring(0, splitsPair ? MAX_CHARS - 1 : MAX_CHARS);
    }

    /// A hash of the name without its case. Two names with one hash are no harm: the second gets its row's
    /// number.
    private static long key(String name) {
        long hash = 0xCBF29CE484222325L;
        var folded = name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        for (int i = 0; i < folded.length(); i++) hash = (hash ^ folded.charAt(i)) * 0x100000001B3L;
        hash ^= hash >>> 32;
        return hash == 0 ? 1 : hash;
    }

    /// Numbers other than 0, in 16 bytes each or less.
    private static final class HashSet64 {
        private long[] slots = new long[1024];
        private int size;

        /// Returns whether the number is new.
        boolean add(long number) {
            if (2 * size >= slots.length) grow();
            if (!put(slots, number)) return false;
            size++;
            return true;
        }

        private void grow() {
            var larger = new long[2 * slots.length];
            Arrays.stream(slots).filter(number -> number != 0).forEach(number -> put(larger, number));
            slots = larger;
        }

        private static boolean put(long[] slots, long number) {
            int slot = (int) (number & (slots.length - 1));
            while (slots[slot] != 0 && slots[slot] != number) slot = (slot + 1) & (slots.length - 1);
            if (slots[slot] == number) return false;
            slots[slot] = number;
            return true;
        }
    }
}
