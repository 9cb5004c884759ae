package dev.halftone.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CatalogLimitsTest {

    @Test
    void hasDocumentedDefaults() {
        assertThat(CatalogReader.Limits.defaults()).isEqualTo(new CatalogReader.Limits(5_000_000, 131_072));
    }

    @Test
    void namesTheSettingOfInvalidLimit() {
        assertThatThrownBy(() -> new CatalogReader.Limits(0, 1)).hasMessage("max-rows must be at least 1, not 0");
        assertThatThrownBy(() -> new CatalogReader.Limits(1, 0))
                .hasMessage("max-field-chars must be 1 to 16777216, not 0");
        assertThatThrownBy(() -> new CatalogReader.Limits(1, 16_777_217)).hasMessageStartingWith("max-field-chars");
    }
}
