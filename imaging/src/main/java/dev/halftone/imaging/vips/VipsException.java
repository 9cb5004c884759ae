package dev.halftone.imaging.vips;

import java.lang.foreign.MemorySegment;

/// A libvips error, with libvips' own message.
public final class VipsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    VipsException(String message) {
        super(message);
    }

    /// libvips' error log. The log belongs to the process, not to the thread: if two images fail at once, their
    /// messages may be swapped or mixed. Never base a decision on them.
    record ErrorBuffer(VipsFunctions vips) {

        /// Clears the log and returns its last message as an exception to throw.
        VipsException takeException() {
            var log = vips.takeErrors.callPointer();
            try {
                return new VipsException(lastLine(log));
            } finally {
                vips.free.call(log);
            }
        }

        // The last line is from the call that failed. Lines before it may be warnings of a loader.
        private static String lastLine(MemorySegment log) {
            return NativeLibrary.string(log)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .reduce((earlier, later) -> later)
                    .orElse("libvips gave no reason");
        }
    }

    /// This libvips was built without the required codec. The bundled one has all of them.
    public static final class MissingOperation extends RuntimeException {
        private static final long serialVersionUID = 1;

        MissingOperation(VipsException cause) {
            super("the installed libvips was built without this format: " + cause.getMessage(), cause);
        }
    }

    /// The image took longer than its time limit.
    public static final class TimeLimitExceeded extends RuntimeException {
        private static final long serialVersionUID = 1;

        TimeLimitExceeded() {
            super("the time limit of this image is exceeded");
        }
    }
}
