package dev.halftone.testkit;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// A DNS resolver that knows only the names a test gives it. Nothing leaves the machine. Any thread may use it.
///
/// ```java
/// var dns = new StubDns().with("shop.test", "93.184.216.34");
/// dns.resolve("shop.test");
/// ```
public final class StubDns {
    private final Map<String, Deque<List<InetAddress>>> recordsByHost = new ConcurrentHashMap<>();

    /// Adds the addresses of a host. Calling it again for the same host queues the result of the next lookup;
    /// the last result repeats.
    public StubDns with(String host, String... addresses) {
        var records = Stream.of(addresses).map(InetAddress::ofLiteral).toList();
        recordsByHost.computeIfAbsent(host, _ -> new ArrayDeque<>()).add(records);
        return this;
    }

    /// Resolves a host.
    ///
    /// @throws UnknownHostException if the test gave the host no addresses
    public List<InetAddress> resolve(String host) throws UnknownHostException {
        var results = recordsByHost.get(host);
        if (results == null) throw new UnknownHostException(host);
        synchronized (results) {
            return results.size() > 1 ? results.removeFirst() : results.getFirst();
        }
    }
}
