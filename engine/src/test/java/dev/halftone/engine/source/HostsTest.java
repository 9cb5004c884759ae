package dev.halftone.engine.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.source.Fetched.Body;
import dev.halftone.engine.source.Fetched.Later;
import dev.halftone.engine.source.Fetched.PutOff;
import dev.halftone.engine.source.Host.Heard;
import dev.halftone.imaging.ImageBytes;
import dev.halftone.testkit.SettableClock;
import java.time.Duration;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;

final class HostsTest {
    private static final Body IMAGE = new Body(new ImageBytes(new byte[1]), Optional.empty());
    private static final Later BUSY =
            new Later(FailureCode.http(429), "the server answered 429", Optional.of(Duration.ofMinutes(1)));
    private static final Later GONE =
            new Later(FailureCode.DNS_FAILED, "the server's name could not be found", Optional.empty());

    private final SettableClock clock = new SettableClock();
    private final Hosts hosts = new Hosts(SourceSettings.defaults(), clock);

    @Test
    void forgetsAHostThatBehaved() throws Exception {
        ask("http://a.test/1.jpg", IMAGE);

        assertThat(hosts.size()).isZero();
    }

    @Test
    void remembersAHostThatWantsToBeLeftAloneAndNoOther() throws Exception {
        ask("http://a.test/1.jpg", BUSY);

        assertThat(ask("http://a.test/2.jpg", IMAGE)).isInstanceOf(PutOff.class);
        assertThat(ask("http://b.test/2.jpg", IMAGE)).isEqualTo(IMAGE);
        assertThat(hosts.count(Host::isHeld)).isEqualTo(1);
    }

    @Test
    void takesHttpAndHttpsForOneHostAndOtherPortsForOthers() throws Exception {
        ask("http://a.test/1.jpg", BUSY);

        assertThat(ask("https://a.test/2.jpg", IMAGE)).isInstanceOf(PutOff.class);
        assertThat(ask("http://a.test:8080/2.jpg", IMAGE)).isEqualTo(IMAGE);
    }

    @Test
    void remembersNoMoreThanTenThousandOfAMillion() throws Exception {
        ask("http://first.test/1.jpg", BUSY);
        for (var i = 0; i < 30_000; i++) ask("http://" + i + ".test/1.jpg", GONE);

        assertThat(hosts.size()).isEqualTo(10_000);
        assertThat(ask("http://first.test/2.jpg", IMAGE)).isEqualTo(IMAGE);
    }

    private Fetched ask(String url, Fetched answer) throws InterruptedException {
        return hosts.ask(HttpUrl.get(url), new Turn(0), () -> new Heard(answer, Duration.ofMillis(5)));
    }
}
