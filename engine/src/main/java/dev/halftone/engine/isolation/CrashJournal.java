package dev.halftone.engine.isolation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.Set;

/// What codecs are at work on, in a file: whatever stands there when a process begins, the one before it did not
/// survive. And what codecs are known to have crashed or hung on, which stays there.
///
/// The file is mapped into memory. A note costs no system call, and a process that dies leaves it to the next one,
/// because the page belongs to the system; what only a power cut could take is not worth keeping.
final class CrashJournal implements AutoCloseable {
    private static final int SLOTS = 512;
    private static final VarHandle SLOT = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final long EMPTY = 0;

    private final MappedByteBuffer file;
    private final BitSet taken = new BitSet(SLOTS);
    private final SequencedMap<ImageFingerprint, Integer> suspects = new LinkedHashMap<>();

    private CrashJournal(MappedByteBuffer file) {
        this.file = file;
        for (var slot = 0; slot < SLOTS; slot++) {
            var value = (long) SLOT.getVolatile(file, offset(slot));
            if (value != EMPTY) restore(slot, new ImageFingerprint(value));
        }
    }

    private void restore(int slot, ImageFingerprint imageFingerprint) {
        if (suspects.putIfAbsent(imageFingerprint, slot) == null) taken.set(slot);
        else write(slot, EMPTY);
    }

    /// Makes the file where there is none.
    static CrashJournal in(Path path) {
        var options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try (var channel = FileChannel.open(path, options)) {
            // Written and not only mapped: a disk that is full is to say so now, not when a note is made.
            for (var at = channel.size(); at < SLOTS * Long.BYTES; at = channel.size())
                channel.write(ByteBuffer.allocate((int) (SLOTS * Long.BYTES - at)), at);
            return new CrashJournal(channel.map(FileChannel.MapMode.READ_WRITE, 0, SLOTS * Long.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep note of what codecs are at work on in " + path, e);
        }
    }

    synchronized boolean has(ImageFingerprint imageFingerprint) {
        return suspects.containsKey(imageFingerprint);
    }

    /// From now on it is a suspect, in the processes that follow too, until it is acquitted.
    synchronized void add(ImageFingerprint imageFingerprint) {
        if (!suspects.containsKey(imageFingerprint)) suspects.put(imageFingerprint, note(imageFingerprint));
    }

    /// A codec got to its end.
    synchronized void acquit(ImageFingerprint imageFingerprint) {
        var slot = suspects.remove(imageFingerprint);
        if (slot != null) clear(slot);
    }

    /// Notes that a codec begins.
    ///
    /// @return where it is noted, to be [#clear]ed when the codec has ended
    synchronized int note(ImageFingerprint imageFingerprint) {
        var slot = taken.nextClearBit(0);
        if (slot >= SLOTS) slot = forgetTheOldest();
        taken.set(slot);
        write(slot, imageFingerprint.value());
        return slot;
    }

    /// After hundreds of images that crash codecs: the one that is forgotten can cost another crash.
    private int forgetTheOldest() {
        var oldest = suspects.pollFirstEntry();
        clear(oldest.getValue());
        return oldest.getValue();
    }

    synchronized void clear(int slot) {
        write(slot, EMPTY);
        taken.clear(slot);
    }

    private void write(int slot, long value) {
        SLOT.setVolatile(file, offset(slot), value);
    }

    private static int offset(int slot) {
        return slot * Long.BYTES;
    }

    /// A process that ends in order was not ended by a codec: only suspects stay.
    @Override
    public synchronized void close() {
        var innocent = (BitSet) taken.clone();
        suspects.values().forEach(innocent::clear);
        innocent.stream().forEach(this::clear);
    }
}
