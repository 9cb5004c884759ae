package dev.halftone.bench;

import dev.halftone.imaging.ImageBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// `halftone run` over JPEGs of a megapixel from a local server, as a whole process, against libvips alone in a loop
/// over
/// the same bytes: how much of the codec's speed is left once everything around it is paid for.
public final class EndToEnd {
    private static final int ROUNDS = 3;
    private static final long SEED = 20260101;

    private EndToEnd() {}

    /// Measures and prints one line.
    ///
    /// @param args the number of images, and the command that starts Halftone
    public static void main(String[] args) throws Exception {
        var images = Integer.parseInt(args[0]);
        var command = List.of(args).subList(1, args.length);
        var pictures = Photos.jpegs(images, SEED);
        var folder = Files.createTempDirectory("halftone-bench-");
        try (var host = new PictureHost(pictures)) {
            report(pictures, measured(pictures, folder, csv(folder, host, images), new HalftoneRun(command)));
        } finally {
            delete(folder);
        }
    }

    private record Round(Duration libvips, Duration halftone) {}

    private static List<Round> measured(List<ImageBytes> pictures, Path folder, Path csv, HalftoneRun halftone)
            throws Exception {
        var libvips = new LibvipsLoop(Runtime.getRuntime().availableProcessors());
        libvips.run(pictures.subList(0, Math.min(50, pictures.size())));
        var rounds = new ArrayList<Round>();
        for (var round = 0; round < ROUNDS; round++) {
            var alone = libvips.run(pictures);
            rounds.add(new Round(alone, halftone.run(csv, folder.resolve("out-" + round), pictures.size())));
        }
        return rounds;
    }

    private static Path csv(Path folder, PictureHost host, int images) throws IOException {
        var rows = IntStream.range(0, images)
                .mapToObj(number -> number + ",Product " + number + "," + host.url(number) + "\n")
                .collect(Collectors.joining("", "Serial Number,Product Name,Input Image URLs\n", ""));
        return Files.writeString(folder.resolve("catalogue.csv"), rows);
    }

    private static void report(List<ImageBytes> pictures, List<Round> rounds) {
        var libvips = median(rounds.stream().map(Round::libvips).toList());
        var halftone = median(rounds.stream().map(Round::halftone).toList());
        System.out.printf(
                "end to end, %d JPEGs of %d x %d: halftone run %.1f images/s, libvips alone %.1f images/s, ratio %.2f%n",
                pictures.size(),
                Photos.WIDTH,
                Photos.HEIGHT,
                perSecond(pictures, halftone),
                perSecond(pictures, libvips),
                (double) libvips.toNanos() / halftone.toNanos());
    }

    private static Duration median(List<Duration> durations) {
        return durations.stream().sorted().toList().get(durations.size() / 2);
    }

    private static double perSecond(List<ImageBytes> pictures, Duration duration) {
        return pictures.size() * 1e9 / duration.toNanos();
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
