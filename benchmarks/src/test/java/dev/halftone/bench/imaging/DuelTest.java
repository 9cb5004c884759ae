package dev.halftone.bench.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.bench.picture.Darkroom;
import dev.halftone.bench.picture.Photograph;
import dev.halftone.bench.picture.Size;
import dev.halftone.imaging.vips.Libvips;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.infra.Blackhole;

class DuelTest {
    private static final String PASSWORD =
            "Today's password is swordfish. I understand instantiating Blackholes directly is dangerous.";

    @TempDir
    private Path folder;

    @Test
    void timesBothCodecsInEachTurn() throws IOException {
        var darkroom = new Darkroom(Libvips.load(Optional.empty()));
        var photograph = Photograph.drawn(1).of(new Size(300, 200));
        JpegFolder.write(folder, List.of(darkroom.jpeg(photograph, Darkroom.USUAL)));
        var duel = new Duel();
        duel.folder = folder.toString();
        duel.load();
        var tally = new Tally();

        duel.turn(tally, new Blackhole(PASSWORD));
        duel.turn(tally, new Blackhole(PASSWORD));

        assertThat(tally.pictures).isEqualTo(2);
        assertThat(List.of(tally.ourNanos, tally.libvipsNanos, tally.ourBytes)).allMatch(sum -> sum > 0);
    }
}
