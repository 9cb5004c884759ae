package dev.halftone.app.fault;

import static dev.halftone.app.fault.Ending.refused;
import static dev.halftone.app.fault.Ending.succeeds;
import static dev.halftone.testkit.Answer.redirectTo;

import dev.halftone.testkit.Answer;
import dev.halftone.testkit.BarePort;
import dev.halftone.testkit.ImageHost;

/// Redirects, good and bad.
final class RedirectFaults {

    private RedirectFaults() {}

    /// @param inside where nobody is to be led
    static void addTo(Origins origins, BarePort inside) {
        addGood(origins);
        addEndless(origins);
        addElsewhere(origins, inside);
    }

    private static void addGood(Origins origins) {
        good(origins, "redirects to a path", "/shop/new.jpg");
        good(origins, "redirects to a path beside it", "shop/new.jpg");
        good(origins, "redirects to a path with dots in it", "./a/../shop/./new.jpg");
        var named = origins.answering("redirects to another name", succeeds(), Origins.PICTURE);
        named.answers(Origins.SHOE, redirectTo("//" + Origins.PUBLIC + ":" + named.port() + "/shop/new.jpg"))
                .answers("/shop/new.jpg", Origins.PICTURE);
        origins.answering("redirects five times", succeeds(), redirectTo("/4"))
                .answers("/4", redirectTo("/3"))
                .answers("/3", Answer.status(301).with("Location", "/2"))
                .answers("/2", Answer.status(307).with("Location", "/1"))
                .answers("/1", Answer.status(308).with("Location", "/0"))
                .answers("/0", Origins.PICTURE);
    }

    private static void good(Origins origins, String name, String location) {
        origins.answering(name, succeeds(), redirectTo(location)).answers("/shop/new.jpg", Origins.PICTURE);
    }

    private static void addEndless(Origins origins) {
        origins.answering("redirects to itself", new Ending("too_many_redirects", 1, 6), redirectTo(Origins.SHOE));
        origins.answering("redirects to nowhere", new Ending("too_many_redirects", 1, 6), redirectTo(""));
        origins.answering("redirects back and forth", new Ending("too_many_redirects", 1, 3), redirectTo("/back"))
                .answers("/back", redirectTo(Origins.SHOE));
        var host = origins.answering("redirects six times", refused("too_many_redirects"), redirectTo("/5"));
        for (var left = 5; left > 0; left--) host.answers("/" + left, redirectTo("/" + (left - 1)));
        host.answers("/0", Origins.PICTURE);
        origins.answering("redirects, but does not say where", refused("http_302"), Answer.status(302));
    }

    private static void addElsewhere(Origins origins, BarePort inside) {
        elsewhere(origins, "to a file", "invalid_url", "file:///etc/passwd");
        elsewhere(origins, "to data", "invalid_url", "data:image/png;base64,AA==");
        elsewhere(origins, "to ftp", "invalid_url", "ftp://" + Origins.PUBLIC + "/shoe.jpg");
        elsewhere(origins, "to a host in percent signs", "invalid_url", "http://%31%32%37.0.0.1/shoe.jpg");
        elsewhere(origins, "to too many slashes", "invalid_url", "http:///127.0.0.1/shoe.jpg");
        elsewhere(
                origins, "to a port that is not allowed", "blocked_address", "http://127.0.0.1:" + inside.port() + "/");
        elsewhere(origins, "to the metadata of a cloud", "blocked_address", "http://169.254.169.254/latest/meta-data/");
        elsewhere(origins, "to a private address", "blocked_address", "http://10.0.0.1/shoe.jpg");
        elsewhere(origins, "to a number", "blocked_address", "http://2130706433/shoe.jpg");
        var host = ImageHost.start();
        origins.host(host);
        elsewhere(origins, "to a name of a private address", "blocked_address", host.url(Origins.PRIVATE, "/"));
        elsewhere(origins, "to a user name", "blocked_address", host.url("user:password@127.0.0.1", "/"));
        elsewhere(origins, "to a loopback address not allowed", "blocked_address", host.url("127.0.0.2", "/"));
    }

    private static void elsewhere(Origins origins, String where, String code, String location) {
        origins.answering("redirects " + where, refused(code), redirectTo(location));
    }
}
