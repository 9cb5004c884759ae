package dev.halftone.benchmarks.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.benchmarks.image.Photograph;
import dev.halftone.benchmarks.image.PhotographEncoder;
import dev.halftone.imaging.vips.Libvips;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.infra.Blackhole;

class JmhCodecBenchmarkTest {
    private static final String PASSWORD =
            "Today's password is swordfish. I understand instantiating Blackholes directly is dangerous.";

    @TempDir
    private Path folder;

    @Test
    void timesBothCodecsInEachRound() throws IOException {
        var photographEncoder = new PhotographEncoder(Libvips.load(Optional.empty()));
        var photograph = Photograph.synthetic(1).resizedTo(new Photograph.Size(300, 200));
        JmhCodecBenchmark.JpegFolder.write(
                folder, List.of(photographEncoder.encodeJpeg(photograph, PhotographEncoder.TYPICAL_JPEG_OPTIONS)));
        var jmhCodecBenchmark = new JmhCodecBenchmark();
        jmhCodecBenchmark.folder = folder.toString();
        jmhCodecBenchmark.load();
        var totals = new JmhCodecBenchmark.Totals();

        jmhCodecBenchmark.round(totals, new Blackhole(PASSWORD));
        jmhCodecBenchmark.round(totals, new Blackhole(PASSWORD));

        assertThat(totals.pictures).isEqualTo(2);
        assertThat(List.of(totals.ourNanos, totals.libvipsNanos, totals.ourBytes))
                .allMatch(total -> total > 0);
    }
}
