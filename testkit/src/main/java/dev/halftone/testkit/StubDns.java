package dev.halftone.testkit;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// A DNS of our own: names have the addresses a test gives them, and no other name exists. Nothing leaves the
/// machine.
///
/// ```java
/// var names = new StubDns().with("shop.test", "93.184.216.34");
/// names.resolve("shop.test");
/// ```
public final class StubDns {
    private final Map<String, Deque<List<InetAddress>>> addresses = new ConcurrentHashMap<>();

    /// Gives a name its addresses. Said again of the same name, it is what later lookups are answered: the last
    /// answer stays.
    public StubDns with(String host, String... addresses) {
        var answer = Stream.of(addresses).map(InetAddress::ofLiteral).toList();
        this.addresses.computeIfAbsent(host, _ -> new ArrayDeque<>()).add(answer);
        return this;
    }

    /// Answers as a resolver does.
    ///
    /// @throws UnknownHostException when nobody gave the name an address
    public List<InetAddress> resolve(String host) throws UnknownHostException {
        var known = addresses.get(host);
        if (known == null) throw new UnknownHostException(host);
        synchronized (known) {
            return known.size() > 1 ? known.removeFirst() : known.getFirst();
        }
    }
}
