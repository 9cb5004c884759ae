package dev.halftone.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.imaging.Recompressed.Done;
import dev.halftone.imaging.Recompressed.Refused;
import dev.halftone.imaging.header.DetectedType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Damaged files of every kind, the same ones every time. Each ends with an image that can be decoded again, or with
/// a reason. None crashes the process, hangs, or leaks memory.
@Tag("slow")
class MutatedImagesTest {
    // ./verify --long raises the number by this system property.
    private static final int ROUNDS = Integer.getInteger("halftone.mutations", 500);
    private static final long MAX_GROWTH = 256L << 20;

    private final Recompressor recompressor =
            Recompressor.open(new ImageLimits(1_000_000, Duration.ofSeconds(5)), Optional.empty());

    @ParameterizedTest
    @EnumSource
    @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
    void mutatedImagesEndWithAnImageOrAReason(FuzzSeed fuzzSeed) throws IOException {
        var source = fuzzSeed.bytes();
        // Until then the heap and the compiled code grow, which is no leak.
        recompress(fuzzSeed, source, 0, ROUNDS / 2);
        var before = residentBytesOutsideHeap();

        recompress(fuzzSeed, source, ROUNDS / 2, ROUNDS);

        assertThat(residentBytesOutsideHeap() - before).isLessThan(MAX_GROWTH);
    }

    // On all processors, each independent of the others.
    private void recompress(FuzzSeed fuzzSeed, ImageBytes source, int from, int to) {
        IntStream.range(from, to).parallel().forEach(seed -> recompress(fuzzSeed, source, seed));
    }

    private void recompress(FuzzSeed fuzzSeed, ImageBytes source, int seed) {
        try {
            recompress(fuzzSeed, source, new Random(seed * 31L + fuzzSeed.name().hashCode()));
        } catch (RuntimeException | AssertionError broken) {
            throw new AssertionError(fuzzSeed + ", seed " + seed, broken);
        }
    }

    private void recompress(FuzzSeed fuzzSeed, ImageBytes source, Random random) {
        var mutated = FileMutator.mutate(source, random);
        // Otherwise nearly all would be refused for a checksum.
        if (fuzzSeed.format() == ImageFormat.PNG && random.nextBoolean()) mutated = PngFiles.withChecksums(mutated);

        var recompressed = recompressor.recompress(mutated, recipe(fuzzSeed, random));

        switch (recompressed) {
            case Done done ->
                assertThat(DetectedType.detect(done.bytes())).isEqualTo(new DetectedType.Image(done.format()));
            // In our words, not in those of the decoders.
            case Refused refused ->
                assertThat(refused.message()).doesNotContainPattern("(?i)vips|lib(heif|png|tiff)|target|webp:");
        }
    }

    // The damage tests the decoders. The encoders see valid pixels and are slow, except JPEG's. Only where the
    // format is kept can animations stay animated, and the source be published.
    private static Recipe recipe(FuzzSeed fuzzSeed, Random random) {
        var format = random.nextInt(fuzzSeed.isAnimated() ? 2 : 16) == 0
                ? Recipe.OutputFormat.KEEP
                : Recipe.OutputFormat.JPEG;
        var box = random.nextInt(8) == 0 ? 7 : 0;
        return new Recipe(random.nextBoolean() ? 50 : 100, box, box, format);
    }

    // On Linux only, where the system reports it. The heap grows as the collector likes.
    private static long residentBytesOutsideHeap() throws IOException {
        var status = Path.of("/proc/self/status");
        if (!Files.exists(status)) return 0;
        try (var lines = Files.lines(status)) {
            var resident = lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .sum();
            return resident - Runtime.getRuntime().totalMemory();
        }
    }
}
