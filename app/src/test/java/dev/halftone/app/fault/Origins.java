package dev.halftone.app.fault;

import dev.halftone.testkit.Answer;
import dev.halftone.testkit.BarePort;
import dev.halftone.testkit.ImageHost;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/// Servers that each go wrong in a way of their own, every one at its own port: what one does to us must
/// not count against another.
final class Origins implements AutoCloseable {
    static final String SHOE = "/shoe.jpg";
    static final int MAX_IMAGE_BYTES = 200_000;

    /// A name of 127.0.0.1.
    static final String PUBLIC = "shop.test";

    /// A name of an address that may not be dialled.
    static final String PRIVATE = "inside.test";

    static final Answer PICTURE = Answer.image("image/jpeg", Picture.BYTES);

    private final List<Runnable> closings = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private final Set<Integer> ports = new HashSet<>();

    List<Fault> faults() {
        return List.copyOf(faults);
    }

    /// The ports that may be dialled.
    Set<Integer> ports() {
        return Set.copyOf(ports);
    }

    /// A host that gives these answers at [#SHOE], the last for ever.
    ImageHost answering(String name, Ending ending, Answer first, Answer... next) {
        var host = host(ImageHost.start());
        add(name, host.url(SHOE), ending, host);
        host.answers(SHOE, first, next);
        return host;
    }

    /// A host whose image is asked for under a URL of its own.
    void add(String name, String url, Ending ending, ImageHost host) {
        faults.add(new Fault(
                name, url, ending, () -> OptionalInt.of(host.requests(SHOE).size())));
    }

    /// A port at which connections count as questions.
    void add(String name, String scheme, Ending ending, BarePort port) {
        open(port::close, port.port());
        faults.add(new Fault(name, url(scheme, port), ending, () -> OptionalInt.of(port.connections())));
    }

    /// A place that cannot tell how often it was asked.
    void add(String name, String url, Ending ending) {
        faults.add(new Fault(name, url, ending, OptionalInt::empty));
    }

    private static String url(String scheme, BarePort port) {
        return scheme + "://127.0.0.1:" + port.port() + SHOE;
    }

    ImageHost host(ImageHost host) {
        open(host::close, host.port());
        return host;
    }

    /// A port that may be dialled, and how it is closed at the end.
    void open(Runnable closing, int port) {
        closings.add(closing);
        ports.add(port);
    }

    @Override
    public void close() {
        closings.forEach(Runnable::run);
    }
}
