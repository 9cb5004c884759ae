package dev.halftone.engine.quarantine;

import dev.halftone.engine.limit.FairnessKey;
import dev.halftone.engine.quarantine.Verdict.Crashed;
import dev.halftone.engine.quarantine.Verdict.Hung;
import dev.halftone.engine.quarantine.Verdict.NotBegun;
import dev.halftone.engine.quarantine.Verdict.Survived;
import dev.halftone.imaging.Recompressed;
import dev.halftone.imaging.Recompressed.Reason;
import dev.halftone.imaging.Recompressed.Refused;
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
public final class Quarantine implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Quarantine.class);

    private final Suspects suspects;
    private final Cells cells;

    private Quarantine(Suspects suspects, Cells cells) {
        this.suspects = suspects;
        this.cells = cells;
    }

    /// Opens with whatever the process before this one has left noted.
    ///
    /// @param folder which this process has to itself, where its notes are kept
    public static Quarantine in(Path folder, Cells cells) {
        return new Quarantine(Suspects.in(folder.resolve("codecs")), cells);
    }

    /// Whether this image is to be coded apart.
    public boolean holds(Mark mark) {
        return suspects.has(mark);
    }

    /// Has a codec of this process work, under watch.
    public <T> T watch(Mark mark, Supplier<T> codec) {
        var note = suspects.note(mark);
        try {
            return codec.get();
        } finally {
            suspects.clear(note);
        }
    }

    /// How long to wait for a codec before it is taken to hang.
    public Duration patience() {
        return cells.orders().patience();
    }

    /// Refuses an image on which a codec of this process hangs: from now on it is a suspect.
    public Refused hangs(Mark mark) {
        log.error("a codec hangs on an image; it is left alone, and the image is coded apart if it comes again");
        suspects.add(mark);
        return new Refused(Reason.TIMED_OUT, cells.orders().limits().timeoutMessage());
    }

    /// Has an image coded in a process of its own. Blocks; an interrupt ends the work, too.
    ///
    /// @throws IllegalStateException when no such process can be started
    public Recompressed recompress(Mark mark, Job job, FairnessKey fairnessKey) throws InterruptedException {
        return switch (cells.recompress(job, fairnessKey)) {
            case Survived(var recompressed) -> {
                suspects.acquit(mark);
                yield recompressed;
            }
            case Crashed(var exitCode) -> {
                log.error("an image crashes the codec (exit code {}); it is refused", exitCode);
                suspects.add(mark);
                yield new Refused(Reason.CRASHED, "the codec crashes on this image");
            }
            case Hung() -> {
                log.error("an image hangs the codec; it is refused");
                suspects.add(mark);
                yield new Refused(Reason.TIMED_OUT, cells.orders().limits().timeoutMessage());
            }
            case NotBegun() -> throw new IllegalStateException("no process lives long enough to begin with an image");
        };
    }

    @Override
    public void close() {
        cells.close();
        suspects.close();
    }
}
