package dev.halftone.acceptance.overload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.ServerProcess;
import dev.halftone.testkit.ImageHost;
import dev.halftone.testkit.MockResponse;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Many images of few bytes and many pixels come at once.
@Tag("long")
class LargeImagesTest {
    private static final int IMAGES = 6;
    private static final int SIDE = 4_000;

    /// The heap, the codec memory, and as much as the JVM takes for itself.
    private static final long MAX_KILOBYTES = 850_000;

    @TempDir
    private Path folder;

    @Test
    void memoryForPixelsIsLimitedAndOthersAreServed() throws Exception {
        var launcher = ServerProcess.in(folder).withJvmOptions(List.of("-Xmx450m"));
        try (var host = ImageHost.start();
                var server = AttackedServer.start(launcher, "--codec-memory", "200MB")) {
            host.respondTo("/large.png", MockResponse.image("image/png", largePng()));

            server.serveBystanderDuring(() -> {
                var path = server.attacker().submit(csv(host));
                return () -> server.attacker().post(path + "/cancel");
            });

            server.awaitRecovery();
            assertThat(peakKilobytes(server.process())).isLessThan(MAX_KILOBYTES);
        }
    }

    private static String csv(ImageHost host) {
        return IntStream.rangeClosed(1, IMAGES)
                .mapToObj(number -> number + ",A," + host.url("/large.png?" + number) + "\n")
                .collect(Collectors.joining("", "Serial Number,Product Name,Input Image Urls\n", ""));
    }

    private static byte[] largePng() throws IOException {
        var out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_3BYTE_BGR), "png", out);
        return out.toByteArray();
    }

    private static long peakKilobytes(ServerProcess server) throws IOException {
        try (var lines = Files.lines(Path.of("/proc/" + server.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> line.replaceAll("[^0-9]", ""))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElseThrow();
        }
    }
}
