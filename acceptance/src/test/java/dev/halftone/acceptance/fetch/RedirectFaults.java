package dev.halftone.acceptance.fetch;

import static dev.halftone.acceptance.fetch.FaultCase.Expected.failsAtOnce;
import static dev.halftone.acceptance.fetch.FaultCase.Expected.succeeds;
import static dev.halftone.testkit.MockResponse.redirectTo;

import dev.halftone.testkit.ImageHost;
import dev.halftone.testkit.MockResponse;
import dev.halftone.testkit.RawTcpServer;

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
        faultyHosts
                .addHost("redirects five times", succeeds(), redirectTo("/4"))
                .respondTo("/4", redirectTo("/3"))
                .respondTo("/3", MockResponse.status(301).withHeader("Location", "/2"))
                .respondTo("/2", MockResponse.status(307).withHeader("Location", "/1"))
                .respondTo("/1", MockResponse.status(308).withHeader("Location", "/0"))
                .respondTo("/0", FaultyHosts.IMAGE);
    }

    private static void addValid(FaultyHosts faultyHosts, String name, String location) {
        faultyHosts.addHost(name, succeeds(), redirectTo(location)).respondTo("/shop/new.jpg", FaultyHosts.IMAGE);
    }

    private static void addLoops(FaultyHosts faultyHosts) {
        faultyHosts.addHost(
                "redirects to itself",
                new FaultCase.Expected("too_many_redirects", 1, 6),
                redirectTo(FaultyHosts.PATH));
        faultyHosts.addHost(
                "redirects to an empty location", new FaultCase.Expected("too_many_redirects", 1, 6), redirectTo(""));
        faultyHosts
                .addHost(
                        "redirects back and forth",
                        new FaultCase.Expected("too_many_redirects", 1, 3),
                        redirectTo("/back"))
                .respondTo("/back", redirectTo(FaultyHosts.PATH));
        var host = faultyHosts.addHost("redirects six times", failsAtOnce("too_many_redirects"), redirectTo("/5"));
        for (var left = 5; left > 0; left--) host.respondTo("/" + left, redirectTo("/" + (left - 1)));
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
