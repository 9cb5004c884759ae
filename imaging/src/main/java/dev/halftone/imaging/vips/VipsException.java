package dev.halftone.imaging.vips;

/// A libvips error, with libvips' own messages. They are for developers.
public final class VipsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    VipsException(String message) {
        super(message);
    }

    /// libvips' error log. The log belongs to the process, not to the thread: if two images fail at once,
    /// their messages may be swapped or mixed. Never base a decision on them.
    record ErrorBuffer(VipsFunctions vips) {

        /// Clears the log and returns its messages as an exception to throw. The last is from the call that
        /// failed, which may say less than those before it.
        VipsException takeException() {
            var log = vips.takeErrors.callPointer();
            try {
                return new VipsException(NativeLibrary.string(log).strip());
            } finally {
                vips.free.call(log);
            }
        }
    }

    /// This libvips was built without the required codec. The bundled one has all of them.
    public static final class MissingOperation extends RuntimeException {
        private static final long serialVersionUID = 1;

        MissingOperation(VipsException cause) {
            super("the installed libvips was built without this format", cause);
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
