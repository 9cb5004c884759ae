package dev.halftone.engine.isolation;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageCodec;
import dev.halftone.imaging.Recipe;
import dev.halftone.imaging.Recompressed;
import dev.halftone.imaging.Recompressed.Reason;
import dev.halftone.imaging.Recompressed.Refused;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// A program whose codec does what the bytes of the image say: `halt`, `hang`, `throw`, or `print` to standard
/// output. It refuses all other images, and `print` too, with its process id as the message.
public final class FaultyCodecProgram implements ImageCodec {
    static final int EXIT_CODE = 42;

    private FaultyCodecProgram(Optional<Path> libvips) {
        if (libvips.isPresent()) throw new IllegalStateException("the test has no such library");
    }

    public static void main(String[] arguments) {
        CodecProcessMain.serve((_, libvips, _) -> new FaultyCodecProgram(libvips), System.in, System.out);
    }

    static CodecCommand launch() {
        return new CodecCommand(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                FaultyCodecProgram.class.getName()));
    }

    @Override
    public Recompressed recompress(ImageBytes source, Recipe recipe) {
        switch (new String(source.array(), US_ASCII)) {
            case "halt" -> Runtime.getRuntime().halt(EXIT_CODE);
            case "hang" -> hang();
            case "throw" -> throw new OutOfMemoryError("thrown by the test");
            case "print" -> System.out.println("output of a library");
            default -> {}
        }
        return new Refused(
                Reason.NOT_AN_IMAGE, Long.toString(ProcessHandle.current().pid()));
    }

    private static void hang() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String outputVersion() {
        return "faulty";
    }
}
