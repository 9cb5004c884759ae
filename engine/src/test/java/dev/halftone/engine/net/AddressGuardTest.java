package dev.halftone.engine.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.net.AddressPolicy.Scope;
import dev.halftone.engine.request.SourceUrl;
import dev.halftone.testkit.RandomSeed;
import dev.halftone.testkit.StubDns;
import dev.halftone.testkit.UrlCase;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressGuardTest {
    private final StubDns names = new StubDns()
            .with("images.fixture.test", "93.184.216.34")
            .with("images.fixture.test.", "93.184.216.34")
            .with("redirok.fixture.test", "93.184.216.34")
            .with("foo_bar.fixture.test", "93.184.216.34")
            .with("xn--bcher-kva.fixture.test", "93.184.216.34")
            .with("dual.fixture.test", "64:ff9b::5db8:d822", "93.184.216.34")
            .with("private.fixture.test", "10.0.0.5")
            .with("cname.fixture.test", "127.0.0.1")
            .with("nat64.fixture.test", "64:ff9b::7f00:1")
            .with("minio", "10.1.2.3")
            .with("intruder", "192.168.0.1");

    static Stream<UrlCase> cases() {
        return UrlCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void judgesUrlsWithoutLookup(UrlCase example) {
        var guard = new AddressGuard(AddressPolicy.defaults(), _ -> {
            throw new AssertionError("looked a name up");
        });

        var verdict = guard.judge(new SourceUrl(example.text()));

        assertThat(verdictName(verdict)).isEqualTo(example.expectedBeforeLookup());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void judgesUrlsAfterLookup(UrlCase example) {
        var verdict = guard(AddressPolicy.defaults()).resolve(new SourceUrl(example.text()));

        assertThat(verdictName(verdict)).isEqualTo(example.expectedAfterLookup());
    }

    @Test
    void reportsTheAddressOfAnAllowedHost() {
        var verdict = guard(AddressPolicy.defaults()).resolve(new SourceUrl("https://images.fixture.test/a.jpg"));

        assertThat(verdict).isEqualTo(new AddressGuard.Verdict.Allowed("the URL's host is at 93.184.216.34"));
    }

    @Test
    void allowsAHostThatCannotBeResolved() {
        var verdict = guard(AddressPolicy.defaults()).resolve(new SourceUrl("https://typo.fixture.test/a.jpg"));

        assertThat(verdict)
                .isEqualTo(new AddressGuard.Verdict.Allowed(
                        "nothing forbids the URL, but its host cannot be found just now"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://10.1.2.3/a.jpg", "http://minio/a.jpg", "https://images.fixture.test/a.jpg"})
    void allowsAddressesInAllowedNetworks(String url) {
        var verdict = guard(allowing("10.1.0.0/16")).resolve(new SourceUrl(url));

        assertThat(verdictName(verdict)).isEqualTo("allowed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://10.2.0.1/a.jpg",
                "http://10.1.2.3:9000/a.jpg",
                "http://intruder/a.jpg",
                "http://localhost/a.jpg",
                "http://167838211/a.jpg",
                "http://user@minio/a.jpg"
            })
    void blocksAddressesOutsideAllowedNetworks(String url) {
        var verdict = guard(allowing("10.1.0.0/16")).resolve(new SourceUrl(url));

        assertThat(verdictName(verdict)).isEqualTo("blocked");
    }

    @Test
    void treatsLocalhostAsALoopbackAddress() {
        var verdict = guard(allowing("127.0.0.0/8")).judge(new SourceUrl("http://localhost/a.jpg"));

        assertThat(verdictName(verdict)).isEqualTo("allowed");
    }

    @Test
    void allowsConfiguredPorts() {
        var policy = new AddressPolicy(Set.of(80, 443, 8080), List.of(), Scope.GUARDED);

        var verdict = guard(policy).judge(new SourceUrl("http://images.fixture.test:8080/a.jpg"));

        assertThat(verdictName(verdict)).isEqualTo("allowed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8080/a.jpg",
                "http://127.0.0.1:9000/a.jpg",
                "http://[::1]:1/a.jpg",
                "http://minio/a.jpg",
                "http://127.1/a.jpg"
            })
    void allowsEveryAddressWhenUnrestricted(String url) {
        var verdict = guard(AddressPolicy.unrestricted()).judge(new SourceUrl(url));

        assertThat(verdictName(verdict)).isEqualTo("allowed");
    }

    @Test
    void rejectsOtherSchemesAndUserNamesWhenUnrestricted() {
        var guard = guard(AddressPolicy.unrestricted());

        assertThat(verdictName(guard.judge(new SourceUrl("file:///etc/passwd"))))
                .isEqualTo("invalid");
        assertThat(verdictName(guard.judge(new SourceUrl("http://user@localhost/a.jpg"))))
                .isEqualTo("blocked");
    }

    @ParameterizedTest
    @CsvSource({
        "http://images.fixture.test:8080/, '--allowed-ports 8080,80,443'",
        "http://10.1.2.3/, --allow-networks 10.1.2.3/32",
        "http://10.1.2.3:8080/, '--allowed-ports 8080,80,443 --allow-networks 10.1.2.3/32'",
        "http://[fd00::1]/, --allow-networks fd00:0:0:0:0:0:0:1/128",
        "http://localhost/, --allow-networks 127.0.0.1/32",
        "http://minio:9000/, '--allowed-ports 9000,80,443 --allow-networks CIDR'",
    })
    void namesTheFlagsThatAllowAUrl(String url, String flags) {
        assertThat(guard(AddressPolicy.defaults()).judge(new SourceUrl(url)).why())
                .endsWith("; to allow it: " + flags);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://user@10.1.2.3/",
                "http://user@images.fixture.test:8080/",
                "http://127.1/",
                "http://0177.0.0.1:8080/",
                "http://169.254.169.254/latest/meta-data/",
                "http://[fe80::1]/",
                "http://168.63.129.16/"
            })
    void namesNoFlagWhereNoneHelpsOrNoneIsAdvised(String url) {
        assertThat(guard(AddressPolicy.defaults()).judge(new SourceUrl(url)).why())
                .doesNotContain("--");
    }

    @Test
    void allowsAUrlUnderTheFlagsThatItNames() {
        var random = RandomSeed.random(AddressGuardTest.class);
        var hosts =
                List.of("10.%d.%d.1", "172.16.%d.%d", "192.168.%d.%d", "[fd00::%d:%d]", "100.64.%d.%d", "198.18.%d.%d");
        for (var i = 0; i < 200; i++) {
            var host = hosts.get(random.nextInt(hosts.size())).formatted(random.nextInt(200), random.nextInt(200));
            var url = new SourceUrl("http://" + host + ":" + (1 + random.nextInt(65_535)) + "/");

            var flags = guard(AddressPolicy.defaults()).judge(url).why().replaceFirst(".*to allow it: ", "");

            assertThat(verdictName(guard(policy(flags)).judge(url))).as(flags).isEqualTo("allowed");
        }
    }

    private static AddressPolicy policy(String flags) {
        var words = List.of(flags.split(" "));
        return new AddressPolicy(
                Stream.of(words.get(1).split(",")).map(Integer::valueOf).collect(Collectors.toSet()),
                List.of(Network.parse(words.getLast())),
                Scope.GUARDED);
    }

    @Test
    void tellsAnOperatorAndNobodyElseWhereANameLeads() {
        var verdict = guard(AddressPolicy.defaults()).resolve(new SourceUrl("http://private.fixture.test/"));

        assertThat(verdict)
                .isEqualTo(new AddressGuard.Verdict.Blocked(
                        "the URL's host is not at a public address but at 10.0.0.5; to allow it: --allow-networks"
                                + " 10.0.0.5/32",
                        "the URL's host is not at a public address; to allow it: --allow-networks CIDR"));
    }

    private AddressGuard guard(AddressPolicy policy) {
        return new AddressGuard(policy, names::resolve);
    }

    private static AddressPolicy allowing(String network) {
        return new AddressPolicy(Set.of(80, 443), List.of(Network.parse(network)), Scope.GUARDED);
    }

    private static String verdictName(AddressGuard.Verdict verdict) {
        return switch (verdict) {
            case AddressGuard.Verdict.Allowed _ -> "allowed";
            case AddressGuard.Verdict.Blocked _ -> "blocked";
            case AddressGuard.Verdict.Invalid _ -> "invalid";
        };
    }
}
