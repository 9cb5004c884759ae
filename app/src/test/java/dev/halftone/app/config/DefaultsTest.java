package dev.halftone.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.EngineSettings.Imaging;
import dev.halftone.engine.catalog.CatalogReader;
import dev.halftone.engine.fetch.FetchSettings;
import dev.halftone.engine.limit.Tenancy;
import dev.halftone.engine.net.AddressPolicy;
import dev.halftone.engine.task.RetryPolicy;
import dev.halftone.imaging.ImageLimits;
import dev.halftone.imaging.Recipe;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;

/// Records each default, so that a change to one is visible in review. Also checks that the command line and the
/// engine agree on them.
class DefaultsTest {
    @Command(name = "defaults")
    static final class DefaultOptions {
        @ArgGroup(validate = false)
        private AddressOptions addresses = new AddressOptions();

        @ArgGroup(validate = false)
        private EngineConfig.FetchOptions fetch = new EngineConfig.FetchOptions();

        @ArgGroup(validate = false)
        private EngineConfig.ImageOptions images = new EngineConfig.ImageOptions();

        @ArgGroup(validate = false)
        private EngineConfig.CatalogOptions catalog = new EngineConfig.CatalogOptions();

        @ArgGroup(validate = false)
        private RecipeOptions recipe = new RecipeOptions();
    }

    private final DefaultOptions options = parseWithoutArguments();

    private static DefaultOptions parseWithoutArguments() {
        var command = new DefaultOptions();
        new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).parseArgs();
        return command;
    }

    @Test
    void allowsOnlyPublicAddressesAndPorts80And443() {
        assertThat(options.addresses.policy())
                .isEqualTo(AddressPolicy.defaults())
                .extracting(AddressPolicy::allowedPorts)
                .isEqualTo(Set.of(80, 443));
    }

    @Test
    void limitsImagesTo100MegapixelsAnd20Seconds() {
        assertThat(options.images.imaging())
                .isEqualTo(Imaging.defaults())
                .isEqualTo(new Imaging(
                        new ImageLimits(100_000_000, Duration.ofSeconds(20)),
                        Optional.empty(),
                        Imaging.defaultCodecMemory()));
    }

    @Test
    void fetchesWithin30SecondsAnd16AtOncePerHost() {
        assertThat(options.fetch.source(Tenancy.SHARED))
                .isEqualTo(FetchSettings.defaults())
                .returns(Duration.ofSeconds(30), FetchSettings::fetchTimeout)
                .returns(Duration.ofSeconds(5), FetchSettings::connectTimeout)
                .returns(16, FetchSettings::perHost)
                .returns(128, FetchSettings::concurrency)
                .returns(FetchSettings.defaultBytesInFlight(50_000_000), FetchSettings::bytesInFlight)
                .returns(50_000_000, FetchSettings::maxImageBytes)
                .returns(10, FetchSettings::maxRedirects);
    }

    @Test
    void triesEachImageFiveTimesWithAFirstDelayOfOneSecond() {
        assertThat(options.fetch.retries())
                .returns(Duration.ofSeconds(1), RetryPolicy::firstDelay)
                .returns(5, RetryPolicy::maxAttempts)
                .returns(RetryPolicy.defaults().maxAttempts(), RetryPolicy::maxAttempts)
                .returns(RetryPolicy.defaults().firstDelay(), RetryPolicy::firstDelay);
    }

    @Test
    void limitsCatalogsToFiveMillionRows() {
        assertThat(options.catalog.limits())
                .isEqualTo(CatalogReader.Limits.defaults())
                .isEqualTo(new CatalogReader.Limits(5_000_000, 131_072));
    }

    @Test
    void recompressesAtQuality50AndAtMost2048Pixels() {
        assertThat(options.recipe.recipe())
                .isEqualTo(Recipe.defaults())
                .isEqualTo(new Recipe(50, 2048, 2048, Recipe.OutputFormat.KEEP));
    }
}
