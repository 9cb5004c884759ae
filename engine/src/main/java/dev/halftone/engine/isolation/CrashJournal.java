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

/// Records in a file which images codecs are working on. What a process finds there when it starts, the process
/// before it did not survive. Images on which codecs crashed or hung stay recorded.
///
/// The file is mapped into memory. So a record costs no system call, and it survives the death of the process,
/// because the page belongs to the operating system. It need not survive a power cut.
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

    /// Opens the journal, and creates the file if it is missing.
    static CrashJournal in(Path path) {
        var options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try (var channel = FileChannel.open(path, options)) {
            // Written and not only mapped, so that a full disk is reported now and not at the first record.
            for (var at = channel.size(); at < SLOTS * Long.BYTES; at = channel.size())
                channel.write(ByteBuffer.allocate((int) (SLOTS * Long.BYTES - at)), at);
            return new CrashJournal(channel.map(FileChannel.MapMode.READ_WRITE, 0, SLOTS * Long.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open the crash journal " + path, e);
        }
    }

    synchronized boolean has(ImageFingerprint imageFingerprint) {
        return suspects.containsKey(imageFingerprint);
    }

    /// Makes an image a suspect, also for later processes, until it is acquitted.
    synchronized void add(ImageFingerprint imageFingerprint) {
        if (!suspects.containsKey(imageFingerprint)) suspects.put(imageFingerprint, note(imageFingerprint));
    }

    /// Clears an image of suspicion after a codec succeeded with it.
    synchronized void acquit(ImageFingerprint imageFingerprint) {
        var slot = suspects.remove(imageFingerprint);
        if (slot != null) clear(slot);
    }

    /// Records that a codec starts with an image.
    ///
    /// @return the slot of the record, to be [#clear]ed when the codec has ended
    synchronized int note(ImageFingerprint imageFingerprint) {
        var slot = taken.nextClearBit(0);
        if (slot >= SLOTS) slot = forgetTheOldest();
        taken.set(slot);
        write(slot, imageFingerprint.value());
        return slot;
    }

    /// Frees the slot of the oldest suspect when all are taken. If that image returns, it can cost another
    /// crash.
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

    /// Keeps only the suspects: a process that shuts down was not killed by a codec.
    @Override
    public synchronized void close() {
        var innocent = (BitSet) taken.clone();
        suspects.values().forEach(innocent::clear);
        innocent.stream().forEach(this::clear);
    }
}
