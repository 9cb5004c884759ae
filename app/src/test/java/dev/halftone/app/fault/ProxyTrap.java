package dev.halftone.app.fault;

import dev.halftone.testkit.BarePort;
import java.util.List;

/// Everything that tells a Java program to use a proxy.
final class ProxyTrap {
    private ProxyTrap() {}

    /// The JVM's options for a proxy at a port of this machine.
    static List<String> options(BarePort proxy) {
        return List.of(
                "-Dhttp.proxyHost=127.0.0.1",
                "-Dhttp.proxyPort=" + proxy.port(),
                "-Dhttps.proxyHost=127.0.0.1",
                "-Dhttps.proxyPort=" + proxy.port(),
                "-Dhttp.nonProxyHosts=",
                "-DsocksProxyHost=127.0.0.1",
                "-DsocksProxyPort=" + proxy.port(),
                "-DsocksNonProxyHosts=");
    }
}
