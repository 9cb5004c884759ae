package dev.halftone.engine.fetch;

import static dev.halftone.engine.fetch.FetchFixture.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.fetch.Fetched.Body;
import dev.halftone.engine.net.AddressGuard;
import dev.halftone.engine.net.AddressPolicy;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.Outcome.Failed;
import dev.halftone.testkit.ImageHost;
import dev.halftone.testkit.SampleJpeg;
import dev.halftone.testkit.SettableClock;
import dev.halftone.testkit.StubDns;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The guard forbids this machine, as it does by default.
@Timeout(60)
class OwnImagesTest {
    private final ImageHost host = ImageHost.start();
    private final ImageFetcher fetcher = new ImageFetcher(
            FetchSettings.defaults().withOwnImages(new OwnImages(host.url("/sample/"), OwnImagesTest::find)),
            new AddressGuard(AddressPolicy.defaults(), new StubDns()::resolve),
            new SettableClock());

    private static Optional<byte[]> find(String name) {
        return name.equals("mug.jpg") ? Optional.of(SampleJpeg.bytes()) : Optional.empty();
    }

    @AfterEach
    void closeAll() {
        fetcher.close();
        assertThat(host.requests()).as("nothing is asked for over a connection").isEmpty();
        host.close();
    }

    @Test
    void areReadWithoutAConnection() throws InterruptedException {
        assertThat(FetchFixture.fetch(fetcher, host.url("/sample/mug.jpg")))
                .isInstanceOfSatisfying(
                        Body.class, body -> assertThat(body.bytes().size()).isEqualTo(SampleJpeg.bytes().length));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/sample/gone.jpg", "/sample/", "/sample/../mug.jpg", "/sample/mug.jpg?x", "/sample/MUG.jpg"})
    void areKnownByTheirExactNames(String path) throws InterruptedException {
        assertThat(outcome(FetchFixture.fetch(fetcher, host.url(path))))
                .isEqualTo(new Failed(FailureCode.http(404), "this server has no such image"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/mug.jpg", "/Sample/mug.jpg", "/sample", "//sample/mug.jpg"})
    void openNoOtherPathOfTheServer(String path) throws InterruptedException {
        assertThat(outcome(FetchFixture.fetch(fetcher, host.url(path))))
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.code()).isEqualTo(FailureCode.BLOCKED_ADDRESS));
    }
}
