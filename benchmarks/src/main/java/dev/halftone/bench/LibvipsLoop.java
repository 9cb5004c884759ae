package dev.halftone.bench;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.vips.Libvips;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// libvips and nothing else: decode and encode to quality 50, on every processor, from memory to memory.
final class LibvipsLoop {
    private final Libvips libvips = Libvips.load(Optional.empty());
    private final int threads;

    LibvipsLoop(int threads) {
        this.threads = threads;
    }

    String version() {
        return libvips.version();
    }

    /// Every picture once.
    Duration run(List<ImageBytes> pictures) throws InterruptedException, ExecutionException {
        var began = System.nanoTime();
        try (var pool = Executors.newFixedThreadPool(threads)) {
            var work = pictures.stream()
                    .<Callable<Integer>>map(picture -> () -> recode(picture))
                    .toList();
            for (var done : pool.invokeAll(work)) done.get();
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private int recode(ImageBytes picture) {
        try (var bench = libvips.workbench(picture, Duration.ofSeconds(20))) {
            return bench.open("jpegload_buffer", "access=sequential")
                    .save("jpegsave_buffer", "Q=50,keep=icc")
                    .size();
        }
    }
}
