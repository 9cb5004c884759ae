package dev.halftone.engine.isolation;

import dev.halftone.imaging.CodecPathMetrics;
import dev.halftone.imaging.ImageCodec;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// What a process does that only codes: image after image from one stream, answers to another, until the first one
/// ends.
public final class CodecProcessMain {
    private static final int CRASHED = 70;

    private final DataInputStream in;
    private final DataOutputStream out;
    private final ExecutorService codec = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("codec").daemon().factory());

    private CodecProcessMain(InputStream in, OutputStream out) {
        this.in = new DataInputStream(new BufferedInputStream(in));
        this.out = new DataOutputStream(new BufferedOutputStream(out));
    }

    /// Serves the process at the other ends, and ends this one with it. Does not return.
    public static void serve(CodecFactory codecFactory, InputStream in, OutputStream out) {
        // Nobody else is to have a word on that stream.
        System.setOut(System.err);
        outliveSignals();
        try {
            new CodecProcessMain(in, out).serve(codecFactory);
        } catch (IOException e) {
            // The other process has ended or has no more use for us. It may be while a codec is at work.
            Runtime.getRuntime().halt(0);
        } catch (RuntimeException | Error e) {
            crash(e);
        }
    }

    private static void crash(Throwable cause) {
        cause.printStackTrace();
        Runtime.getRuntime().halt(CRASHED);
    }

    /// Ctrl-C and some init systems tell every process of a group to end. When we do is for the other process
    /// to say: an image is not to be taken for a crash because somebody wanted to stop.
    private static void outliveSignals() {
        var never = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    private void serve(CodecFactory codecFactory) throws IOException {
        var codecConfig = CodecConfig.read(in);
        var imageCodec = codecFactory.open(codecConfig.limits(), codecConfig.libvips(), new CodecPathMetrics());
        CodecProtocol.READY.write(out);
        while (true) {
            var job = CrashIsolation.Job.read(in);
            CodecProtocol.BEGUN.write(out);
            codec.execute(() -> code(imageCodec, job));
        }
    }

    private void code(ImageCodec imageCodec, CrashIsolation.Job job) {
        try {
            CodecProtocol.write(imageCodec.recompress(job.source(), job.recipe()), out);
        } catch (IOException | RuntimeException | Error e) {
            crash(e);
        }
    }
}
