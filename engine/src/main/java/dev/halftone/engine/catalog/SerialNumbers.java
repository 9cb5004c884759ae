package dev.halftone.engine.catalog;

/// The serial numbers seen so far, of which only 64-bit hashes are kept: 16 MB for a million, however long they are,
/// and 32 MB at most. That is room for the first three million; that a later one is repeated goes unnoticed.
///
/// Two different serial numbers can have the same hash; the chance that this happens anywhere among a million is one in
/// 37 million, and it costs no more than a needless warning.
final class SerialNumbers {
    private static final int MOST_PLACES = 1 << 22;
    private static final long FREE = 0;

    private long[] hashes = new long[1024];
    private int count;

    /// Whether it was there before. Blanks around a serial number make no difference.
    boolean addIsRepeated(String serialNumber) {
        if (isFull() && hashes.length < MOST_PLACES) grow();
        long hash = hash(Whitespace.strip(serialNumber));
        int place = place(hashes, hash);
        if (hashes[place] == hash) return true;
        if (!isFull()) {
            hashes[place] = hash;
            count++;
        }
        return false;
    }

    private boolean isFull() {
        return count >= hashes.length / 4 * 3;
    }

    private void grow() {
        var larger = new long[2 * hashes.length];
        for (long hash : hashes) {
            if (hash != FREE) larger[place(larger, hash)] = hash;
        }
        hashes = larger;
    }

    /// Where the hash is, or where there is room for it. Open addressing with linear probing; some places stay
    /// free.
    private static int place(long[] table, long hash) {
        int mask = table.length - 1;
        int place = (int) (hash >>> 32) & mask;
        while (table[place] != FREE && table[place] != hash) place = (place + 1) & mask;
        return place;
    }

    // FNV-1a over the characters, then the finalizer of MurmurHash3, because serial numbers often differ by one
    // digit.
    private static long hash(String text) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < text.length(); i++) hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
        hash = (hash ^ (hash >>> 33)) * 0xFF51AFD7ED558CCDL;
        hash = (hash ^ (hash >>> 33)) * 0xC4CEB9FE1A85EC53L;
        hash ^= hash >>> 33;
        return hash == FREE ? 1 : hash;
    }
}
