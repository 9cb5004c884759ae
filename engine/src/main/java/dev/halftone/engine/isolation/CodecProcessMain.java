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

/// The main loop of a codec process: reads images from one stream and writes results to another, until the input
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

    /// Serves the parent process until it ends, then ends this process. Does not return.
    public static void serve(CodecFactory codecFactory, InputStream in, OutputStream out) {
        // Only results may be written to standard output.
        System.setOut(System.err);
        outliveSignals();
        try {
            new CodecProcessMain(in, out).serve(codecFactory);
        } catch (IOException e) {
            // The parent has ended or closed the stream. Do not wait for a codec that is still running.
            Runtime.getRuntime().halt(0);
        } catch (RuntimeException | Error e) {
            crash(e);
        }
    }

    private static void crash(Throwable cause) {
        cause.printStackTrace();
        Runtime.getRuntime().halt(CRASHED);
    }

    /// Ctrl-C and some init systems signal every process of a group. Only the parent decides when this
    /// process ends: otherwise an ordinary stop would look like a crash of the image.
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
