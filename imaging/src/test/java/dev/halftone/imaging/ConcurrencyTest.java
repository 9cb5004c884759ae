package dev.halftone.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ConcurrencyTest {
    private static final List<ImageBytes> SOURCES = List.of(
            TestImages.jpeg(TestImages.photo(200, 150), 90),
            TestImages.png(TestImages.cutOut(200, 150)),
            TestImages.webp(TestImages.photo(200, 150), 90),
            GifFiles.ofSide(32).frames(5).done(),
            JpegFiles.withOrientation(TestImages.jpeg(TestImages.photo(200, 150), 90), 8),
            new ImageBytes(JpegFiles.ascii("no picture")));

    private final Recompressor recompressor = Recompressor.open(ImageLimits.defaults(), Optional.empty());

    @Test
    void manyThreadsProduceTheSameBytesAsOne() throws Exception {
        var alone = SOURCES.stream().map(this::bytes).toList();

        var together = new ArrayList<Future<List<byte[]>>>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            Callable<List<byte[]>> all = () -> SOURCES.stream().map(this::bytes).toList();
            for (var i = 0; i < 24; i++) together.add(threads.submit(all));
        }

        for (var results : together) {
            for (var i = 0; i < SOURCES.size(); i++)
                assertThat(results.get().get(i)).isEqualTo(alone.get(i));
        }
    }

    private byte[] bytes(ImageBytes source) {
        return switch (recompressor.recompress(source, Recipe.defaults())) {
            case Recompressed.Done done -> done.bytes().array();
            case Recompressed.Refused refused -> JpegFiles.ascii(refused.message());
        };
    }
}
