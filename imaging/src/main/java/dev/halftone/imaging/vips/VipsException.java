package dev.halftone.imaging.vips;

import java.lang.foreign.MemorySegment;

/// libvips refused to do something; the message is in its own words.
public final class VipsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    VipsException(String words) {
        super(words);
    }

    /// libvips' error log. It is one for the process, not for the thread: where two images fail at the same
    /// moment their words may be swapped or stand together, which is why nothing is decided by them.
    record ErrorBuffer(VipsFunctions vips) {

        /// What was logged since the last time, as an exception to be thrown.
        VipsException takeException() {
            var log = vips.takeErrors.callPointer();
            try {
                return new VipsException(lastLine(log));
            } finally {
                vips.free.call(log);
            }
        }

        // The last line is the call that failed; before it may stand what a loader grumbled on the way.
        private static String lastLine(MemorySegment log) {
            return NativeLibrary.string(log)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .reduce((earlier, later) -> later)
                    .orElse("libvips gave no reason");
        }
    }

    /// This libvips was built without the codec that is needed. The packed one has all of them.
    public static final class MissingOperation extends RuntimeException {
        private static final long serialVersionUID = 1;

        MissingOperation(VipsException cause) {
            super("the libvips of this machine was built without this format: " + cause.getMessage(), cause);
        }
    }

    /// The time one image may take was over before the work was.
    public static final class TimeLimitExceeded extends RuntimeException {
        private static final long serialVersionUID = 1;

        TimeLimitExceeded() {
            super("the time for this image is up");
        }
    }
}
