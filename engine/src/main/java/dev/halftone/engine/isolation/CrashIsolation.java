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

/// Keeps images apart that a process did not survive, or that hang.
///
/// 1. Whatever a codec of this process begins with is noted, and the note taken away when it has ended.
/// 2. A note that a process finds when it begins makes that image a suspect: as many as there were codecs at work.
/// 3. Suspects are coded in processes of their own. One that does well there is a suspect no longer; one that does not
///    is refused, and stays a suspect, whichever request brings it again.
public final class CrashIsolation implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CrashIsolation.class);

    private final CrashJournal crashJournal;
    private final CodecProcessPool codecProcessPool;

    private CrashIsolation(CrashJournal crashJournal, CodecProcessPool codecProcessPool) {
        this.crashJournal = crashJournal;
        this.codecProcessPool = codecProcessPool;
    }

    /// Opens with whatever the process before this one has left noted.
    ///
    /// @param folder which this process has to itself, where its notes are kept
    public static CrashIsolation in(Path folder, CodecProcessPool codecProcessPool) {
        return new CrashIsolation(CrashJournal.in(folder.resolve("codecs")), codecProcessPool);
    }

    /// Whether this image is to be coded apart.
    public boolean isSuspect(ImageFingerprint imageFingerprint) {
        return crashJournal.has(imageFingerprint);
    }

    /// Has a codec of this process work, under watch.
    public <T> T recording(ImageFingerprint imageFingerprint, Supplier<T> codec) {
        var note = crashJournal.note(imageFingerprint);
        try {
            return codec.get();
        } finally {
            crashJournal.clear(note);
        }
    }

    /// How long to wait for a codec before it is taken to hang.
    public Duration timeout() {
        return codecProcessPool.orders().timeout();
    }

    /// Refuses an image on which a codec of this process hangs: from now on it is a suspect.
    public Refused onHang(ImageFingerprint imageFingerprint) {
        log.error("a codec hangs on an image; it is left alone, and the image is coded apart if it comes again");
        crashJournal.add(imageFingerprint);
        return new Refused(Reason.TIMED_OUT, codecProcessPool.orders().limits().timeoutMessage());
    }

    /// Has an image coded in a process of its own. Blocks; an interrupt ends the work, too.
    ///
    /// @throws IllegalStateException when no such process can be started
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
                        Reason.TIMED_OUT, codecProcessPool.orders().limits().timeoutMessage());
            }
            case NotStarted() -> throw new IllegalStateException("no process lives long enough to begin with an image");
        };
    }

    @Override
    public void close() {
        codecProcessPool.close();
        crashJournal.close();
    }

    /// One image to be coded in another process.
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
