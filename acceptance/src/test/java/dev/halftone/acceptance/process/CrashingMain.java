package dev.halftone.acceptance.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.halftone.app.cli.Cli;
import dev.halftone.app.cli.CliEnvironment;
import dev.halftone.engine.isolation.CodecCommand;
import dev.halftone.engine.isolation.CodecFactory;
import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageCodec;
import dev.halftone.imaging.Recipe;
import dev.halftone.imaging.Recompressed;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/// Halftone with a codec that halts the JVM, as a native crash would, or never returns, for images that ask for it in
/// a comment.
public final class CrashingMain {
    /// The exit code after [Fault#HALT].
    static final int HALTED = 42;

    /// The comment of an image that asks for [Fault#HALT].
    public static final String HALT_MARKER = Fault.HALT.marker();

    private CrashingMain() {}

    public static void main(String[] arguments) {
        var isChildProcess = CodecCommand.isCodecProcess(arguments);
        CodecFactory codecFactory = (limits, libvips, codecPathMetrics) ->
                new CrashingCodec(CodecFactory.defaults().open(limits, libvips, codecPathMetrics), isChildProcess);
        System.exit(new Cli(CliEnvironment.ofCurrentProcess().withCoders(codecFactory)).run(arguments));
    }

    /// What an image's comment may ask for.
    enum Fault {
        HALT,
        HANG,
        EXHAUST_HEAP,
        /// Halts the main process, and hangs a codec child process.
        HALT_OR_HANG;

        /// The comment that asks for it.
        String marker() {
            return "please " + name() + ".";
        }

        private boolean isIn(ImageBytes image) {
            return new String(image.array(), ISO_8859_1).contains(marker());
        }
    }

    private record CrashingCodec(ImageCodec delegate, boolean isChildProcess) implements ImageCodec {

        @Override
        public Recompressed recompress(ImageBytes source, Recipe recipe) {
            Stream.of(Fault.values()).filter(fault -> fault.isIn(source)).forEach(this::perform);
            return delegate.recompress(source, recipe);
        }

        private void perform(Fault fault) {
            switch (fault) {
                case HALT -> Runtime.getRuntime().halt(HALTED);
                // Uninterruptible, as a native call is.
                case HANG -> new Semaphore(0).acquireUninterruptibly();
                // 16 GB, far more than any heap here. The array is used, so that it is not optimized away.
                case EXHAUST_HEAP -> System.out.println(new long[Integer.MAX_VALUE - 8].length);
                case HALT_OR_HANG -> perform(isChildProcess ? Fault.HANG : Fault.HALT);
            }
        }

        @Override
        public String outputVersion() {
            return delegate.outputVersion();
        }
    }
}
