package dev.halftone.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.halftone.engine.storage.StorageLocation.Bucket;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StorageLocationTest {

    @ParameterizedTest
    @CsvSource({
        "s3://catalogue, catalogue, ''",
        "s3://catalogue/, catalogue, ''",
        "s3://shop.images-2026/nightly, shop.images-2026, nightly/",
        "s3://catalogue/a/b_c/d.e/, catalogue, a/b_c/d.e/",
    })
    void readsBucketAndPrefix(String url, String name, String prefix) {
        var bucket = bucket(url);

        assertThat(bucket.name()).isEqualTo(name);
        assertThat(bucket.prefix()).isEqualTo(prefix);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "s3:/catalogue",
                "s3://",
                "s3://ab",
                "s3://Catalogue",
                "s3://catalogue//nightly",
                "s3://catalogue/a b",
                "s3://catalogue/a?b",
                "https://catalogue.s3.amazonaws.com",
                "gs://catalogue",
                "/var/lib/halftone",
            })
    void refusesWhatIsNoBucket(String url) {
        assertThatIllegalArgumentException().isThrownBy(() -> bucket(url)).withMessageContaining("storage");
    }

    @Test
    void readsTheEndpoint() {
        var bucket = Bucket.of("s3://catalogue", Optional.of("http://127.0.0.1:9000"), Optional.of("auto"));

        assertThat(bucket.endpoint()).contains(URI.create("http://127.0.0.1:9000"));
        assertThat(bucket.region()).contains("auto");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:9000", "ftp://store", "http://", "http://store?x=1", "http://sto re"})
    void refusesWhatIsNoEndpoint(String endpoint) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bucket.of("s3://catalogue", Optional.of(endpoint), Optional.empty()))
                .withMessageContaining("s3-endpoint");
    }

    private static Bucket bucket(String url) {
        return Bucket.of(url, Optional.empty(), Optional.empty());
    }
}
