package dev.halftone.engine.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.imaging.ImageBytes;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuspectsTest {
    private static final Mark ONE = Mark.of(new ImageBytes(new byte[] {1}));
    private static final Mark OTHER = Mark.of(new ImageBytes(new byte[] {2}));

    @TempDir
    private Path folder;

    private Suspects suspects;

    @BeforeEach
    void open() {
        suspects = Suspects.in(folder.resolve("codecs"));
    }

    @Test
    void suspectsNobodyAtFirst() {
        assertThat(suspects.has(ONE)).isFalse();
    }

    @Test
    void suspectsWhatAProcessThatDiedWasWorkingOn() {
        var ended = suspects.note(OTHER);
        suspects.note(ONE);
        suspects.clear(ended);

        var next = Suspects.in(folder.resolve("codecs"));

        assertThat(next.has(ONE)).isTrue();
        assertThat(next.has(OTHER)).isFalse();
    }

    @Test
    void suspectsNothingThatAProcessWasWorkingOnWhichEndedInOrder() {
        suspects.note(ONE);
        suspects.add(OTHER);

        suspects.close();
        var next = Suspects.in(folder.resolve("codecs"));

        assertThat(next.has(ONE)).isFalse();
        assertThat(next.has(OTHER)).isTrue();
    }

    @Test
    void remembersSuspectsUntilTheyAreAcquitted() {
        suspects.add(ONE);
        var second = Suspects.in(folder.resolve("codecs"));
        var third = Suspects.in(folder.resolve("codecs"));

        assertThat(second.has(ONE)).isTrue();
        assertThat(third.has(ONE)).isTrue();
        third.acquit(ONE);
        assertThat(third.has(ONE)).isFalse();
        assertThat(Suspects.in(folder.resolve("codecs")).has(ONE)).isFalse();
    }

    @Test
    void forgetsTheOldestOfMoreThanItHasRoomFor() {
        for (var number = 1; number <= 600; number++) suspects.add(new Mark(number));

        assertThat(suspects.has(new Mark(1))).isFalse();
        assertThat(suspects.has(new Mark(600))).isTrue();
        assertThat(Suspects.in(folder.resolve("codecs")).has(new Mark(600))).isTrue();
    }

    @Test
    void makesDoWithAFileThatACrashHasLeftShort() throws Exception {
        var file = Files.write(folder.resolve("short"), new byte[100]);

        var other = Suspects.in(file);

        other.add(ONE);
        assertThat(Suspects.in(file).has(ONE)).isTrue();
    }

    @Test
    void knowsAnImageByItsBytes() {
        assertThat(Mark.of(new ImageBytes(new byte[] {1, 2}))).isEqualTo(Mark.of(new ImageBytes(new byte[] {1, 2})));
        assertThat(ONE).isNotEqualTo(OTHER);
        assertThat(Mark.of(new ImageBytes(new byte[0])).value()).isNotZero();
    }
}
