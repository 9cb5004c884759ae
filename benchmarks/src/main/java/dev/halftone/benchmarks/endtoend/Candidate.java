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

/// A program or codec that processes the workload.
interface Candidate {

    /// Processes the whole workload once.
    ///
    /// @param out the output folder, which must not exist yet
    /// @throws IllegalStateException if the output is wrong: then there is no figure
    Stopwatch.Timing run(Workload workload, Path out) throws IOException, InterruptedException;

    /// The name of the candidate.
    @Override
    String toString();

    /// A codec alone: warmed up, on every processor, from memory to memory.
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

        private void recode(List<ImageBytes> images) throws InterruptedException {
            try (var pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
                var tasks = images.stream()
                        .<Callable<ImageBytes>>map(image -> () -> jpegCodec.recode(image))
                        .toList();
                for (var result : pool.invokeAll(tasks)) result.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException(name + " failed", e.getCause());
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /// A whole process, timed from start to exit.
    ///
    /// @param command builds the command from the CSV and the output folder
    /// @param environment environment variables in addition to the inherited ones
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
            var logName = name.replaceAll("\\W+", "-");
            var timing =
                    new Stopwatch().time(() -> workspace.start(logName, process).awaitSuccess());
            new ImageOutputCheck(out).check(workload);
            Workspace.delete(out);
            return timing;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /// The images on a server, and the CSV that lists their URLs, three to a row.
    record Workload(List<ImageBytes> images, Path csv) {
        private static final int IMAGES_PER_ROW = 3;

        static Workload create(List<ImageBytes> images, ImageHost host, Path folder) throws IOException {
            var rows = IntStream.range(0, Math.ceilDiv(images.size(), IMAGES_PER_ROW))
                    .mapToObj(
                            row -> "%d,Product %d,\"%s\"%n".formatted(1001 + row, row, urls(row, images.size(), host)))
                    .collect(Collectors.joining("", "Serial Number,Product Name,Input Image URLs\n", ""));
            return new Workload(images, Files.writeString(folder.resolve("catalogue.csv"), rows));
        }

        private static String urls(int row, int imageCount, ImageHost host) {
            return IntStream.range(row * IMAGES_PER_ROW, Math.min(imageCount, (row + 1) * IMAGES_PER_ROW))
                    .mapToObj(image -> host.url(ImageHost.LOOPBACK, image + ".jpg"))
                    .collect(Collectors.joining(","));
        }

        int imageCount() {
            return images.size();
        }
    }
}
