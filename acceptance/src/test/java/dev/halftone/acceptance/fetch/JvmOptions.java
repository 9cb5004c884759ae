package dev.halftone.acceptance.fetch;

import dev.halftone.testkit.RawTcpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// JVM options that set up the network of a Halftone process.
final class JvmOptions {
    private JvmOptions() {}

    /// Returns the option that replaces DNS by a hosts file with the only names that exist. No DNS server is
    /// asked.
    static String hostsFile(Path folder, Map<String, String> addresses) {
        var lines = addresses.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining("\n", "", "\n"));
        try {
            return "-Djdk.net.hosts.file=" + Files.writeString(folder.resolve("hosts"), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Returns every option that tells a Java program to use a proxy.
    static List<String> proxy(RawTcpServer proxy) {
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
