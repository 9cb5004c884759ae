package dev.halftone.app.server;

import dev.halftone.app.security.AuthMode;
import dev.halftone.app.security.SessionSecret;
import dev.halftone.app.web.CorsPolicy;
import dev.halftone.app.web.StatusWatcher;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Settings of the HTTP server.
///
/// @param port TCP port; 0 means any free port
/// @param bind the address to listen on
/// @param maxUploadBytes the largest CSV; the engine has the same setting
/// @param authMode who may use the server
/// @param clientTimeout how long a client may stall between two reads or writes, and how long its headers may take in
/// total; a body that takes longer must arrive at 1 kB/s or more
/// @param sessionSecret signs the page's sessions
/// @param limits how many clients may be connected
/// @param scratch a folder for uploads in transit; emptied when the server starts
/// @param cors the other sites whose pages may use the API
/// @param accessLog where HTTP requests are logged
public record ServerSettings(
        int port,
        InetAddress bind,
        long maxUploadBytes,
        AuthMode authMode,
        SessionSecret sessionSecret,
        Duration clientTimeout,
        Limits limits,
        Path scratch,
        CorsPolicy cors,
        Optional<AccessLog> accessLog) {
    /// Enough for a client on a slow connection.
    public static final Duration DEFAULT_CLIENT_TIMEOUT = Duration.ofSeconds(20);

    public ServerSettings(int port, InetAddress bind, long maxUploadBytes, AuthMode authMode, Path scratch) {
        this(
                port,
                bind,
                maxUploadBytes,
                authMode,
                SessionSecret.random(),
                DEFAULT_CLIENT_TIMEOUT,
                Limits.defaults(),
                scratch,
                new CorsPolicy(List.of()),
                Optional.empty());
    }

    /// A copy with another secret.
    public ServerSettings withSessionSecret(SessionSecret secret) {
        return new ServerSettings(
                port, bind, maxUploadBytes, authMode, secret, clientTimeout, limits, scratch, cors, accessLog);
    }

    /// A copy that lets pages of other sites use the API.
    public ServerSettings withCors(CorsPolicy policy) {
        return new ServerSettings(
                port, bind, maxUploadBytes, authMode, sessionSecret, clientTimeout, limits, scratch, policy, accessLog);
    }

    /// A copy that logs HTTP requests.
    public ServerSettings withAccessLog(Optional<AccessLog> log) {
        return new ServerSettings(
                port, bind, maxUploadBytes, authMode, sessionSecret, clientTimeout, limits, scratch, cors, log);
    }

    /// A copy with other limits.
    public ServerSettings withLimits(Limits others) {
        return new ServerSettings(
                port, bind, maxUploadBytes, authMode, sessionSecret, clientTimeout, others, scratch, cors, accessLog);
    }

    /// How many clients may be connected.
    ///
    /// @param connections of all clients; near it, those are closed that have waited longest for their client
    public record Limits(int connections, StatusWatcher.Limits eventStreams) {
        public static final int DEFAULT_CONNECTIONS = 2_000;

        public Limits {
            if (connections < 1) throw new IllegalArgumentException("max-connections must be at least 1");
        }

        public static Limits defaults() {
            return ofConnections(DEFAULT_CONNECTIONS);
        }

        /// Half of the connections may be event streams, and half of these may be one owner's.
        public static Limits ofConnections(int connections) {
            return new Limits(
                    connections, new StatusWatcher.Limits(Math.max(1, connections / 2), Math.max(1, connections / 4)));
        }
    }

    public ServerSettings {
        if (clientTimeout.toMillis() < 100 || clientTimeout.compareTo(Duration.ofHours(1)) > 0)
            throw new IllegalArgumentException("client-timeout must be 100ms to 1h, not " + clientTimeout);
        if (port < 0 || port > 65_535) throw new IllegalArgumentException("port must be 0 to 65535, not " + port);
        if (maxUploadBytes < 1) throw new IllegalArgumentException("max-upload-bytes must be at least 1");
    }
}
