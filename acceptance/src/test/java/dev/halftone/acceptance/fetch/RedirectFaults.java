package dev.halftone.acceptance.fetch;

import static dev.halftone.acceptance.fetch.FaultCase.Expected.failsAtOnce;
import static dev.halftone.acceptance.fetch.FaultCase.Expected.succeeds;
import static dev.halftone.testkit.MockResponse.redirectTo;

import dev.halftone.testkit.ImageHost;
import dev.halftone.testkit.MockResponse;
import dev.halftone.testkit.RawTcpServer;
import java.util.List;

/// Valid and invalid redirects.
final class RedirectFaults {

    private RedirectFaults() {}

    /// Adds the faults.
    ///
    /// @param forbidden a server that must not be connected to
    static void addTo(FaultyHosts faultyHosts, RawTcpServer forbidden) {
        addValid(faultyHosts);
        addLoops(faultyHosts);
        addForbiddenTargets(faultyHosts, forbidden);
    }

    private static void addValid(FaultyHosts faultyHosts) {
        addValid(faultyHosts, "redirects to a path", "/shop/new.jpg");
        addValid(faultyHosts, "redirects to a path beside it", "shop/new.jpg");
        addValid(faultyHosts, "redirects to a path with dots in it", "./a/../shop/./new.jpg");
        var named = faultyHosts.addHost("redirects to another name", succeeds(), FaultyHosts.IMAGE);
        named.respondTo(
                        FaultyHosts.PATH,
                        redirectTo("//" + FaultyHosts.PUBLIC_NAME + ":" + named.port() + "/shop/new.jpg"))
                .respondTo("/shop/new.jpg", FaultyHosts.IMAGE);
        var tenTimes = faultyHosts.addHost("redirects ten times", succeeds(), redirectTo("/9"));
        for (var left = 9; left > 0; left--) {
            var status = List.of(301, 302, 303, 307, 308).get(left % 5);
            tenTimes.respondTo("/" + left, MockResponse.status(status).withHeader("Location", "/" + (left - 1)));
        }
        tenTimes.respondTo("/0", FaultyHosts.IMAGE);
        faultyHosts.addHost(
                "sets a cookie and redirects to itself",
                new FaultCase.Expected(FaultCase.Expected.SUCCESS, 1, 2),
                redirectTo(FaultyHosts.PATH).withHeader("Set-Cookie", "seen=1; Path=/"),
                FaultyHosts.IMAGE);
        faultyHosts
                .addHost("redirects to bytes that are not UTF-8", succeeds(), redirectTo("/caf\u00E9 1.jpg"))
                .respondTo("/caf%E9%201.jpg", FaultyHosts.IMAGE);
        var escaped = faultyHosts.register(ImageHost.start());
        escaped.respondTo(FaultyHosts.PATH, MockResponse.notFound())
                .respondTo(FaultyHosts.PATH + "?a=1&b=2", FaultyHosts.IMAGE);
        faultyHosts.add(
                "wants & where the URL has &amp;",
                escaped.url(FaultyHosts.PATH + "?a=1&amp;b=2"),
                new FaultCase.Expected(FaultCase.Expected.SUCCESS, 1, 2),
                escaped);
    }

    private static void addValid(FaultyHosts faultyHosts, String name, String location) {
        faultyHosts.addHost(name, succeeds(), redirectTo(location)).respondTo("/shop/new.jpg", FaultyHosts.IMAGE);
    }

    private static void addLoops(FaultyHosts faultyHosts) {
        faultyHosts.addHost(
                "redirects to itself",
                new FaultCase.Expected("too_many_redirects", 1, 11),
                redirectTo(FaultyHosts.PATH));
        faultyHosts.addHost(
                "redirects to an empty location", new FaultCase.Expected("too_many_redirects", 1, 11), redirectTo(""));
        faultyHosts
                .addHost(
                        "redirects back and forth",
                        new FaultCase.Expected("too_many_redirects", 1, 6),
                        redirectTo("/back"))
                .respondTo("/back", redirectTo(FaultyHosts.PATH));
        var host = faultyHosts.addHost("redirects eleven times", failsAtOnce("too_many_redirects"), redirectTo("/10"));
        for (var left = 10; left > 0; left--) host.respondTo("/" + left, redirectTo("/" + (left - 1)));
        host.respondTo("/0", FaultyHosts.IMAGE);
        faultyHosts.addHost("redirects without a location", failsAtOnce("http_302"), MockResponse.status(302));
    }

    private static void addForbiddenTargets(FaultyHosts faultyHosts, RawTcpServer forbidden) {
        addForbidden(faultyHosts, "to a file", "invalid_url", "file:///etc/passwd");
        addForbidden(faultyHosts, "to data", "invalid_url", "data:image/png;base64,AA==");
        addForbidden(faultyHosts, "to ftp", "invalid_url", "ftp://" + FaultyHosts.PUBLIC_NAME + "/shoe.jpg");
        addForbidden(faultyHosts, "to a percent-encoded host", "invalid_url", "http://%31%32%37.0.0.1/shoe.jpg");
        addForbidden(faultyHosts, "to too many slashes", "invalid_url", "http:///127.0.0.1/shoe.jpg");
        addForbidden(
                faultyHosts,
                "to a port that is not allowed",
                "blocked_address",
                "http://127.0.0.1:" + forbidden.port() + "/");
        addForbidden(
                faultyHosts,
                "to the metadata service of a cloud",
                "blocked_address",
                "http://169.254.169.254/latest/meta-data/");
        addForbidden(faultyHosts, "to a private address", "blocked_address", "http://10.0.0.1/shoe.jpg");
        addForbidden(faultyHosts, "to a number", "blocked_address", "http://2130706433/shoe.jpg");
        var host = ImageHost.start();
        faultyHosts.register(host);
        addForbidden(
                faultyHosts,
                "to a name of a private address",
                "blocked_address",
                host.url(FaultyHosts.PRIVATE_NAME, "/"));
        addForbidden(faultyHosts, "to a user name", "blocked_address", host.url("user:password@127.0.0.1", "/"));
        addForbidden(faultyHosts, "to a loopback address not allowed", "blocked_address", host.url("127.0.0.2", "/"));
    }

    private static void addForbidden(FaultyHosts faultyHosts, String where, String code, String location) {
        faultyHosts.addHost("redirects " + where, failsAtOnce(code), redirectTo(location));
    }
}
