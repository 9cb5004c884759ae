package dev.halftone.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.request.CatalogOptions;
import dev.halftone.engine.request.RequestName;
import dev.halftone.engine.request.RequestOptions;
import dev.halftone.engine.request.RequestOptions.WebhookTarget;
import dev.halftone.imaging.Recipe;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdempotencyDigestTest {
    private static final String UPLOAD = "0123";
    private static final Recipe HALF = Recipe.defaults();
    private static final Recipe FINER = new Recipe(80, 2048, 2048, Recipe.OutputFormat.KEEP);
    private static final Optional<WebhookTarget> HOOK =
            Optional.of(new WebhookTarget("https://shop.example/hook", Optional.empty()));

    @Test
    void dependsOnEveryOption() {
        var options = Stream.of(
                new RequestOptions(HALF, Optional.empty(), RequestOptions.CacheUse.USE),
                new RequestOptions(HALF, Optional.empty(), RequestOptions.CacheUse.NONE),
                new RequestOptions(HALF, Optional.empty())
                        .withCatalog(CatalogOptions.defaults().withCharset(Optional.of(StandardCharsets.UTF_8))),
                new RequestOptions(HALF, Optional.empty())
                        .withCatalog(CatalogOptions.defaults().with(CatalogOptions.Layout.SHOPIFY, Optional.empty())),
                new RequestOptions(FINER, Optional.empty(), RequestOptions.CacheUse.USE),
                new RequestOptions(HALF, HOOK, RequestOptions.CacheUse.USE),
                named("May", "a.csv"),
                named("June", "a.csv"));

        assertThat(options.map(option -> SubmissionService.idempotencyDigest(UPLOAD, option)))
                .doesNotHaveDuplicates();
    }

    @Test
    void doesNotDependOnTheFileName() {
        assertThat(SubmissionService.idempotencyDigest(UPLOAD, named("May", "a.csv")))
                .isEqualTo(SubmissionService.idempotencyDigest(UPLOAD, named("May", "b.csv")));
    }

    private static RequestOptions named(String reference, String filename) {
        return new RequestOptions(HALF, Optional.empty())
                .withName(new RequestName(Optional.of(reference), Optional.of(filename)));
    }

    @Test
    void doesNotChangeWithTheDefaultCacheOption() {
        assertThat(SubmissionService.idempotencyDigest(UPLOAD, new RequestOptions(HALF, HOOK)))
                .isEqualTo("cc9c437f2b97e47f2304601bca1d8c9b7c178e1f5231e0c2f9b67e6b7fbec22b");
    }
}
