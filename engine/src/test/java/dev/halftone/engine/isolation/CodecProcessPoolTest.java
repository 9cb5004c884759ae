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

/// Tests the pool with real processes, some of which crash.
@Timeout(120)
class CodecProcessPoolTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private CodecProcessPool codecProcessPool = pool(LONG);

    @AfterEach
    void close() {
        codecProcessPool.close();
    }

    @Test
    void reusesOneProcessForSeveralImages() throws Exception {
        var first = recompress("a");
        var second = recompress("b");

        assertThat(processOf(first)).isEqualTo(processOf(second));
        assertThat(processOf(first)).isNotEqualTo(ProcessHandle.current().pid());
    }

    @Test
    void reportsACrashAndStartsANewProcess() throws Exception {
        var before = recompress("a");
        var crash = recompress("halt");
        var after = recompress("a");

        assertThat(crash).isEqualTo(new Crashed(FaultyCodecProgram.EXIT_CODE));
        assertThat(processOf(after)).isNotEqualTo(processOf(before));
    }

    @Test
    void reportsAnUncaughtErrorAsACrash() throws Exception {
        assertThat(recompress("throw")).isInstanceOf(Crashed.class);
    }

    @Test
    void killsAProcessThatHangs() throws Exception {
        codecProcessPool = pool(Duration.ofMillis(200));

        var result = recompress("hang");

        assertThat(result).isEqualTo(new Hung());
        awaitNoCodecProcesses();
    }

    @Test
    void replacesAProcessThatDiedWhileIdle() throws Exception {
        var process = processOf(recompress("a"));

        ProcessHandle.of(process).orElseThrow().destroyForcibly();
        ProcessHandle.of(process).ifPresent(dying -> dying.onExit().join());

        assertThat(recompress("b")).isInstanceOf(Finished.class);
    }

    @Test
    void ignoresInterruptAndTerminateSignals() throws Exception {
        var process = processOf(recompress("a"));

        new ProcessBuilder("kill", "-INT", Long.toString(process)).start().waitFor();
        new ProcessBuilder("kill", "-TERM", Long.toString(process)).start().waitFor();

        assertThat(processOf(recompress("b"))).isEqualTo(process);
    }

    @Test
    void ignoresOutputOfLibraries() throws Exception {
        assertThat(recompress("print")).isInstanceOf(Finished.class);
    }

    @Test
    void killsTheProcessOfAnInterruptedJob() throws Exception {
        var work = new FutureTask<>(() -> recompress("hang"));
        var thread = Thread.ofVirtual().start(work);
        while (codecProcessCount() == 0) Thread.onSpinWait();

        thread.interrupt();

        assertThatThrownBy(work::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        awaitNoCodecProcesses();
    }

    @Test
    void stopsItsProcessesOnClose() throws Exception {
        recompress("a");

        codecProcessPool.close();

        awaitNoCodecProcesses();
    }

    @Test
    void reportsAProcessThatCannotBeStarted() {
        codecProcessPool = new CodecProcessPool(new CodecCommand(List.of("/nowhere/java")), codecConfig(LONG), 1);

        assertThatThrownBy(() -> recompress("a"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cannot start a process to code suspect images");
    }

    @Test
    void reportsAProcessThatDoesNotBecomeReady() {
        var codecConfig = new CodecConfig(ImageLimits.defaults(), Optional.of(Path.of("/nowhere/libvips.so")));
        codecProcessPool = new CodecProcessPool(FaultyCodecProgram.launch(), codecConfig, 1);

        assertThatThrownBy(() -> recompress("a")).hasMessageContaining("the codec process did not become ready");
        awaitNoCodecProcesses();
    }

    @Test
    void reportsNoCrashWhenClosedDuringAJob() throws Exception {
        var work = new FutureTask<>(() -> recompress("hang"));
        Thread.ofVirtual().start(work);
        while (codecProcessCount() == 0) Thread.onSpinWait();

        codecProcessPool.close();

        assertThatThrownBy(work::get).isInstanceOf(ExecutionException.class);
        awaitNoCodecProcesses();
    }

    @Test
    void transfersAnImageUnchanged() throws IOException {
        var image = new Done(new ImageBytes(new byte[] {1, 2, 3}), ImageFormat.AVIF, 640, 480);
        var out = new ByteArrayOutputStream();

        CodecProtocol.write(image, new DataOutputStream(out));
        var received =
                (Done) CodecProtocol.recompressed(new DataInputStream(new ByteArrayInputStream(out.toByteArray())));

        assertThat(received.bytes().array()).isEqualTo(image.bytes().array());
        assertThat(received).usingRecursiveComparison().isEqualTo(image);
    }

    private CodecProcess.Result recompress(String image) throws InterruptedException {
        return codecProcessPool.recompress(
                new CrashIsolation.Job(new ImageBytes(image.getBytes(US_ASCII)), Recipe.defaults()),
                FairnessKey.of("", 1));
    }

    private static long processOf(CodecProcess.Result result) {
        return Long.parseLong(((Refused) recompressed(result)).message());
    }

    private static Recompressed recompressed(CodecProcess.Result result) {
        return ((Finished) result).recompressed();
    }

    private static CodecProcessPool pool(Duration maxWork) {
        return new CodecProcessPool(FaultyCodecProgram.launch(), codecConfig(maxWork), 1);
    }

    private static CodecConfig codecConfig(Duration maxWork) {
        return new CodecConfig(new ImageLimits(100_000_000, maxWork), Optional.empty());
    }

    private static long codecProcessCount() {
        return ProcessHandle.current()
                .children()
                .filter(CodecProcessPoolTest::isCodecProcess)
                .count();
    }

    private static boolean isCodecProcess(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("java");
    }

    private static void awaitNoCodecProcesses() {
        while (codecProcessCount() > 0) Thread.onSpinWait();
    }
}
