package dev.halftone.bench.throughput;

import dev.halftone.bench.codec.Codec;
import dev.halftone.bench.stage.Stopwatch;
import dev.halftone.bench.stage.Took;
import dev.halftone.imaging.ImageBytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// A codec and nothing else: on every processor, warm, from memory to memory.
record CodecAlone(String name, Codec codec) implements Contender {
    private static final int WARM_UP = 200;

    CodecAlone warmedUp(Goods goods) throws IOException, InterruptedException {
        recode(goods.pictures().subList(0, Math.min(WARM_UP, goods.count())));
        return this;
    }

    @Override
    public Took run(Goods goods, Path out) throws IOException, InterruptedException {
        return new Stopwatch().time(() -> recode(goods.pictures()));
    }

    private void recode(List<ImageBytes> pictures) throws InterruptedException {
        try (var pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            var work = pictures.stream()
                    .<Callable<ImageBytes>>map(picture -> () -> codec.recode(picture))
                    .toList();
            for (var done : pool.invokeAll(work)) done.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(name + " has failed", e.getCause());
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
