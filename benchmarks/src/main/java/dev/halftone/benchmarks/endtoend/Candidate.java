package dev.halftone.benchmarks.endtoend;

import dev.halftone.benchmarks.harness.ImageHost;
import dev.halftone.benchmarks.harness.Stopwatch;
import dev.halftone.benchmarks.harness.Workspace;
import dev.halftone.benchmarks.image.JpegCodec;
import dev.halftone.imaging.ImageBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// One that works the goods off.
interface Candidate {

    /// Works off all of it, once.
    ///
    /// @param out a folder that is not there yet, for what it makes
    /// @throws IllegalStateException when what it makes is not what was asked for: then there is no figure
    Stopwatch.Timing run(Workload workload, Path out) throws IOException, InterruptedException;

    /// Its name.
    @Override
    String toString();

    /// A codec and nothing else: on every processor, warm, from memory to memory.
    record CodecOnly(String name, JpegCodec jpegCodec) implements Candidate {
        private static final int WARM_UP_IMAGES = 200;

        CodecOnly warmedUp(Workload workload) throws IOException, InterruptedException {
            recode(workload.images().subList(0, Math.min(WARM_UP_IMAGES, workload.imageCount())));
            return this;
        }

        @Override
        public Stopwatch.Timing run(Workload workload, Path out) throws IOException, InterruptedException {
            return new Stopwatch().time(() -> recode(workload.images()));
        }

        private void recode(List<ImageBytes> pictures) throws InterruptedException {
            try (var pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
                var work = pictures.stream()
                        .<Callable<ImageBytes>>map(picture -> () -> jpegCodec.recode(picture))
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

    /// A whole process, from its start to its end.
    ///
    /// @param command what is typed for a CSV and an output folder
    /// @param environment what is set beside what is set anyway
    record WholeProcess(
            String name,
            BiFunction<String, String, List<String>> command,
            Map<String, String> environment,
            Workspace workspace)
            implements Candidate {

        @Override
        public Stopwatch.Timing run(Workload workload, Path out) throws IOException, InterruptedException {
            var process = new ProcessBuilder(command.apply(workload.csv().toString(), out.toString()));
            process.environment().putAll(environment);
            var log = name.replaceAll("\\W+", "-");
            var timing =
                    new Stopwatch().time(() -> workspace.start(log, process).awaitSuccess());
            new ImageOutputCheck(out).check(workload);
            Workspace.delete(out);
            return timing;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /// What is worked off: pictures at a server, and the CSV that names them, three to a row.
    record Workload(List<ImageBytes> images, Path csv) {
        private static final int IMAGES_PER_ROW = 3;

        static Workload create(List<ImageBytes> pictures, ImageHost host, Path folder) throws IOException {
            var rows = IntStream.range(0, Math.ceilDiv(pictures.size(), IMAGES_PER_ROW))
                    .mapToObj(row ->
                            "%d,Product %d,\"%s\"%n".formatted(1001 + row, row, urls(row, pictures.size(), host)))
                    .collect(Collectors.joining("", "Serial Number,Product Name,Input Image URLs\n", ""));
            return new Workload(pictures, Files.writeString(folder.resolve("catalogue.csv"), rows));
        }

        private static String urls(int row, int pictures, ImageHost host) {
            return IntStream.range(row * IMAGES_PER_ROW, Math.min(pictures, (row + 1) * IMAGES_PER_ROW))
                    .mapToObj(picture -> host.url(ImageHost.LOOPBACK, picture + ".jpg"))
                    .collect(Collectors.joining(","));
        }

        int imageCount() {
            return images.size();
        }
    }
}
