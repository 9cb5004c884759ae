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

/// A program whose codec does what an image says: `halt`, `hang`, `throw`, `prattle` on standard output. Of others it
/// says that they are no images, and which process says so.
public final class FaultyCodecProgram implements ImageCodec {
    static final int EXIT_CODE = 42;

    private FaultyCodecProgram(Optional<Path> libvips) {
        if (libvips.isPresent()) throw new IllegalStateException("there is no such library, as the test wants it");
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
            case "throw" -> throw new OutOfMemoryError("as the test wants it");
            case "prattle" -> System.out.println("a library has something to say");
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
        return "fragile";
    }
}
