package dev.halftone.engine.isolation;

import dev.halftone.engine.isolation.CodecProcess.Result.Crashed;
import dev.halftone.engine.isolation.CodecProcess.Result.Finished;
import dev.halftone.engine.isolation.CodecProcess.Result.Hung;
import dev.halftone.engine.isolation.CodecProcess.Result.NotStarted;
import dev.halftone.engine.limit.FairnessKey;
import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.Recipe;
import dev.halftone.imaging.Recompressed;
import dev.halftone.imaging.Recompressed.Reason;
import dev.halftone.imaging.Recompressed.Refused;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Isolates images that crash or hang a codec.
///
/// 1. Before a codec of this process starts with an image, the image is recorded; afterwards the record is cleared.
/// 2. After a crash, the next process finds the records. Each recorded image is a suspect: as many as codecs were
///    running.
/// 3. Suspects are coded in child processes. An image that succeeds there is no longer a suspect. One that fails is
///    refused and stays a suspect, whichever request brings it again.
public final class CrashIsolation implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CrashIsolation.class);

    private final CrashJournal crashJournal;
    private final CodecProcessPool codecProcessPool;

    private CrashIsolation(CrashJournal crashJournal, CodecProcessPool codecProcessPool) {
        this.crashJournal = crashJournal;
        this.codecProcessPool = codecProcessPool;
    }

    /// Opens the journal, with the records that the previous process left.
    ///
    /// @param folder the folder of the journal, used by this process only
    public static CrashIsolation in(Path folder, CodecProcessPool codecProcessPool) {
        return new CrashIsolation(CrashJournal.in(folder.resolve("codecs")), codecProcessPool);
    }

    /// Whether this image must be coded in a child process.
    public boolean isSuspect(ImageFingerprint imageFingerprint) {
        return crashJournal.has(imageFingerprint);
    }

    /// Runs a codec in this process and keeps the image on record meanwhile.
    public <T> T recording(ImageFingerprint imageFingerprint, Supplier<T> codec) {
        var note = crashJournal.note(imageFingerprint);
        try {
            return codec.get();
        } finally {
            crashJournal.clear(note);
        }
    }

    /// How long to wait for a codec before it is considered hung.
    public Duration timeout() {
        return codecProcessPool.config().timeout();
    }

    /// Refuses an image on which a codec of this process hangs. From now on the image is a suspect.
    public Refused onHang(ImageFingerprint imageFingerprint) {
        log.error("a codec hangs on an image; it is left alone, and the image is coded apart if it comes again");
        crashJournal.add(imageFingerprint);
        return new Refused(Reason.TIMED_OUT, codecProcessPool.config().limits().timeoutMessage());
    }

    /// Codes an image in a child process. Blocks; an interrupt also ends the work.
    ///
    /// @throws IllegalStateException when no process can be started
    public Recompressed recompress(ImageFingerprint imageFingerprint, Job job, FairnessKey fairnessKey)
            throws InterruptedException {
        return switch (codecProcessPool.recompress(job, fairnessKey)) {
            case Finished(var recompressed) -> {
                crashJournal.acquit(imageFingerprint);
                yield recompressed;
            }
            case Crashed(var exitCode) -> {
                log.error("an image crashes the codec (exit code {}); it is refused", exitCode);
                crashJournal.add(imageFingerprint);
                yield new Refused(Reason.CRASHED, "the codec crashes on this image");
            }
            case Hung() -> {
                log.error("an image hangs the codec; it is refused");
                crashJournal.add(imageFingerprint);
                yield new Refused(
                        Reason.TIMED_OUT, codecProcessPool.config().limits().timeoutMessage());
            }
            case NotStarted() -> throw new IllegalStateException("no process lives long enough to begin with an image");
        };
    }

    @Override
    public void close() {
        codecProcessPool.close();
        crashJournal.close();
    }

    /// An image to be coded in a child process.
    public record Job(ImageBytes source, Recipe recipe) {

        void write(DataOutputStream out) throws IOException {
            out.writeInt(recipe.quality());
            out.writeInt(recipe.maxWidth());
            out.writeInt(recipe.maxHeight());
            out.writeUTF(recipe.format().name());
            out.writeInt(source.size());
            out.write(source.array());
        }

        static Job read(DataInputStream in) throws IOException {
            var recipe =
                    new Recipe(in.readInt(), in.readInt(), in.readInt(), Recipe.OutputFormat.valueOf(in.readUTF()));
            return new Job(new ImageBytes(in.readNBytes(in.readInt())), recipe);
        }
    }
}
