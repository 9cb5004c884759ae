package dev.halftone.engine.isolation;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halftone.engine.isolation.CodecProcess.Result.Crashed;
import dev.halftone.engine.isolation.CodecProcess.Result.Finished;
import dev.halftone.engine.isolation.CodecProcess.Result.Hung;
import dev.halftone.engine.limit.FairnessKey;
import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageFormat;
import dev.halftone.imaging.ImageLimits;
import dev.halftone.imaging.Recipe;
import dev.halftone.imaging.Recompressed;
import dev.halftone.imaging.Recompressed.Done;
import dev.halftone.imaging.Recompressed.Refused;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Real processes that crash.
@Timeout(120)
class CodecProcessPoolTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private CodecProcessPool codecProcessPool = cells(LONG);

    @AfterEach
    void close() {
        codecProcessPool.close();
    }

    @Test
    void codesOneImageAfterTheOtherInOneProcess() throws Exception {
        var first = code("a");
        var second = code("b");

        assertThat(processOf(first)).isEqualTo(processOf(second));
        assertThat(processOf(first)).isNotEqualTo(ProcessHandle.current().pid());
    }

    @Test
    void tellsThatAnImageCrashesItsProcessAndGoesOnInAnother() throws Exception {
        var before = code("a");
        var crash = code("halt");
        var after = code("a");

        assertThat(crash).isEqualTo(new Crashed(FaultyCodecProgram.EXIT_CODE));
        assertThat(processOf(after)).isNotEqualTo(processOf(before));
    }

    @Test
    void takesARunawayErrorForACrash() throws Exception {
        assertThat(code("throw")).isInstanceOf(Crashed.class);
    }

    @Test
    void killsAProcessThatHangs() throws Exception {
        codecProcessPool = cells(Duration.ofMillis(200));

        var result = code("hang");

        assertThat(result).isEqualTo(new Hung());
        awaitNoChildren();
    }

    @Test
    void blamesNoImageForAProcessThatDiedBefore() throws Exception {
        var process = processOf(code("a"));

        ProcessHandle.of(process).orElseThrow().destroyForcibly();
        ProcessHandle.of(process).ifPresent(dying -> dying.onExit().join());

        assertThat(code("b")).isInstanceOf(Finished.class);
    }

    @Test
    void heedsNoSignalThatIsMeantForTheProgram() throws Exception {
        var process = processOf(code("a"));

        new ProcessBuilder("kill", "-INT", Long.toString(process)).start().waitFor();
        new ProcessBuilder("kill", "-TERM", Long.toString(process)).start().waitFor();

        assertThat(processOf(code("b"))).isEqualTo(process);
    }

    @Test
    void takesNoLibrarysWordForAnAnswer() throws Exception {
        assertThat(code("prattle")).isInstanceOf(Finished.class);
    }

    @Test
    void endsTheProcessOfAnImageThatIsGivenUp() throws Exception {
        var work = new FutureTask<>(() -> code("hang"));
        var thread = Thread.ofVirtual().start(work);
        while (children() == 0) Thread.onSpinWait();

        thread.interrupt();

        assertThatThrownBy(work::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        awaitNoChildren();
    }

    @Test
    void leavesNoProcessBehind() throws Exception {
        code("a");

        codecProcessPool.close();

        awaitNoChildren();
    }

    @Test
    void saysThatNoProcessCanBeStarted() {
        codecProcessPool = new CodecProcessPool(new CodecCommand(List.of("/nowhere/java")), orders(LONG), 1);

        assertThatThrownBy(() -> code("a"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cannot start a process to code suspect images");
    }

    @Test
    void saysThatAProcessDoesNotGetReady() {
        var codecConfig = new CodecConfig(ImageLimits.defaults(), Optional.of(Path.of("/nowhere/libvips.so")));
        codecProcessPool = new CodecProcessPool(FaultyCodecProgram.launch(), codecConfig, 1);

        assertThatThrownBy(() -> code("a")).hasMessageContaining("the codec process did not become ready");
        awaitNoChildren();
    }

    @Test
    void blamesNoImageWhenItIsClosed() throws Exception {
        var work = new FutureTask<>(() -> code("hang"));
        Thread.ofVirtual().start(work);
        while (children() == 0) Thread.onSpinWait();

        codecProcessPool.close();

        assertThatThrownBy(work::get).isInstanceOf(ExecutionException.class);
        awaitNoChildren();
    }

    @Test
    void sendsAPictureAsItIs() throws IOException {
        var picture = new Done(new ImageBytes(new byte[] {1, 2, 3}), ImageFormat.AVIF, 640, 480);
        var wire = new ByteArrayOutputStream();

        CodecProtocol.write(picture, new DataOutputStream(wire));
        var received =
                (Done) CodecProtocol.recompressed(new DataInputStream(new ByteArrayInputStream(wire.toByteArray())));

        assertThat(received.bytes().array()).isEqualTo(picture.bytes().array());
        assertThat(received).usingRecursiveComparison().isEqualTo(picture);
    }

    private CodecProcess.Result code(String image) throws InterruptedException {
        return codecProcessPool.recompress(
                new CrashIsolation.Job(new ImageBytes(image.getBytes(US_ASCII)), Recipe.defaults()), FairnessKey.of(1));
    }

    private static long processOf(CodecProcess.Result result) {
        return Long.parseLong(((Refused) recompressed(result)).message());
    }

    private static Recompressed recompressed(CodecProcess.Result result) {
        return ((Finished) result).recompressed();
    }

    private static CodecProcessPool cells(Duration maxWork) {
        return new CodecProcessPool(FaultyCodecProgram.launch(), orders(maxWork), 1);
    }

    private static CodecConfig orders(Duration maxWork) {
        return new CodecConfig(new ImageLimits(100_000_000, maxWork), Optional.empty());
    }

    private static long children() {
        return ProcessHandle.current()
                .children()
                .filter(CodecProcessPoolTest::isCell)
                .count();
    }

    private static boolean isCell(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("java");
    }

    private static void awaitNoChildren() {
        while (children() > 0) Thread.onSpinWait();
    }
}
