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

/// The program as it is, but for images that ask for it: on these its codec halts the JVM, as a native crash would, or
/// never returns.
public final class CrashingMain {
    static final int HALTED = 42;

    private CrashingMain() {}

    public static void main(String[] arguments) {
        var isApart = CodecCommand.isCodecProcess(arguments);
        CodecFactory codecFactory = (limits, libvips, codecPathMetrics) ->
                new CrashingCoder(CodecFactory.defaults().open(limits, libvips, codecPathMetrics), isApart);
        System.exit(new Cli(CliEnvironment.ofCurrentProcess().withCoders(codecFactory)).run(arguments));
    }

    /// What an image may ask for, in a comment.
    enum Fault {
        HALT,
        HANG,
        /// To halt the process that does everything, and to hang where it is coded apart.
        HALT_OR_HANG;

        String marker() {
            return "please " + name() + ".";
        }

        private boolean isIn(ImageBytes image) {
            return new String(image.array(), ISO_8859_1).contains(marker());
        }
    }

    private record CrashingCoder(ImageCodec delegate, boolean isChildProcess) implements ImageCodec {

        @Override
        public Recompressed recompress(ImageBytes source, Recipe recipe) {
            Stream.of(Fault.values()).filter(fault -> fault.isIn(source)).forEach(this::perform);
            return delegate.recompress(source, recipe);
        }

        private void perform(Fault fault) {
            switch (fault) {
                case HALT -> Runtime.getRuntime().halt(HALTED);
                // No more than a native call would it heed an interrupt.
                case HANG -> new Semaphore(0).acquireUninterruptibly();
                case HALT_OR_HANG -> perform(isChildProcess ? Fault.HANG : Fault.HALT);
            }
        }

        @Override
        public String outputVersion() {
            return delegate.outputVersion();
        }
    }
}
