package dev.halftone.engine.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TenancyTest {

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 3", "4, 3", "8, 7", "15, 14", "16, 14", "128, 112"})
    void keepsAnEighthForOthers(long total, long share) {
        assertThat(Tenancy.SHARED.largestShare(total)).isEqualTo(share);
        assertThat(Tenancy.SINGLE.largestShare(total)).isEqualTo(total);
    }
}
