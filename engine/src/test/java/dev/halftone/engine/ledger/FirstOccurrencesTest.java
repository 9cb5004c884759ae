package dev.halftone.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.request.SourceUrl;
import dev.halftone.engine.request.UrlDigest;
import java.util.HashMap;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FirstOccurrencesTest {

    @Test
    void holdsAsManyUrlsAsDeclared() {
        var random = new Random(7);
        var mentions = new ImageNumbering.FirstOccurrences(20_000);
        var expected = new HashMap<String, Long>();

        for (var place = 1L; place <= 20_000; place++) {
            var url = "https://shop.example/" + random.nextInt(12_000) + ".jpg";
            expected.putIfAbsent(url, place);

            assertThat(mentions.of(UrlDigest.of(new SourceUrl(url)), place)).isEqualTo(expected.get(url));
        }
    }

    @Test
    void distinguishesDigestsWithSamePrefix() {
        var mentions = new ImageNumbering.FirstOccurrences(3);

        assertThat(mentions.of(new UrlDigest(-1, 1L << 32), 1)).isEqualTo(1);
        assertThat(mentions.of(new UrlDigest(-1, 2L << 32), 2)).isEqualTo(2);
        assertThat(mentions.of(new UrlDigest(0, 0), 3)).isEqualTo(3);
        assertThat(mentions.of(new UrlDigest(-1, 2L << 32), 4)).isEqualTo(2);
        assertThat(mentions.of(new UrlDigest(0, 0), 5)).isEqualTo(3);
    }

    @Test
    void treatsEachOccurrenceAsFirstWhenFull() {
        var mentions = new ImageNumbering.FirstOccurrences(1);
        mentions.of(new UrlDigest(1, 0), 1);

        assertThat(mentions.of(new UrlDigest(2, 0), 2)).isEqualTo(2);
        assertThat(mentions.of(new UrlDigest(2, 0), 3)).isEqualTo(3);
        assertThat(mentions.of(new UrlDigest(1, 0), 4)).isEqualTo(1);
    }
}
