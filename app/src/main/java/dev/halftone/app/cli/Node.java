package dev.halftone.app.cli;

import dev.halftone.app.config.EngineConfig;
import dev.halftone.app.config.InvalidSettingException;
import dev.halftone.app.config.ServerConfig;
import dev.halftone.app.config.ServerConfig.Role;
import dev.halftone.app.server.Server;
import dev.halftone.app.server.ServerSettings;
import dev.halftone.engine.Engine;
import dev.halftone.engine.isolation.CodecFactory;
import dev.halftone.engine.net.AddressPolicy;
import dev.halftone.engine.request.PublicUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.Optional;

/// A running engine, and a server if the node has the role `api`.
final class Node implements AutoCloseable {
    static final String CARRIER_THREADS = "jdk.virtualThreadScheduler.parallelism";

    private static final int CARRIER_THREADS_PER_PROCESSOR = 2;

    private final Engine engine;
    private final Optional<Server> server;

    private Node(Engine engine, Optional<Server> server) {
        this.engine = engine;
        this.server = server;
    }

    static Node open(
            CodecFactory codecFactory, ServerConfig options, EngineConfig engineConfig, AddressPolicy addresses) {
        if (!options.hasRole(Role.API) && !options.hasRole(Role.WORKER))
            throw new InvalidSettingException("roles must name at least one of api, worker");
        configureCarrierThreads();
        var port = options.port() == 0 ? freePort(options) : options.port();
        var settings = new ServerSettings(
                port,
                options.bind(),
                options.maxUploadBytes(),
                options.authMode(),
                options.clientTimeout(),
                options.data().resolve("scratch"));
        var engine = Engine.open(engineConfig.settings(options.commandSettings(port), addresses), codecFactory);
        try {
            var server =
                    options.hasRole(Role.API) ? Optional.of(Server.start(settings, engine)) : Optional.<Server>empty();
            if (options.hasRole(Role.WORKER)) engine.startWorkers();
            return new Node(engine, server);
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    /// Chosen before the server listens, because the engine's links contain it.
    private static int freePort(ServerConfig options) {
        try (var socket = new ServerSocket(0, 1, options.bind())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port at " + options.bind(), e);
        }
    }

    Engine engine() {
        return engine;
    }

    /// The address it listens on, if it has the role `api`.
    Optional<String> address() {
        return server.map(Server::address);
    }

    PublicUrl url() {
        return engine.publicUrl();
    }

    /// Closes the server before the engine, so that no request is accepted that the engine can no longer
    /// process. While the last HTTP requests end, no new chunk is started.
    @Override
    public void close() {
        engine.stopClaiming();
        server.ifPresent(Server::close);
        engine.close();
    }

    /// Doubles the carrier threads of virtual threads (JEP 444), unless the operator has set their number. It
    /// takes effect before the first virtual thread starts.
    ///
    /// The JVM's default is one a processor. A ready virtual thread waits in line for one, so an HTTP request
    /// would wait behind images being fetched. With two a processor, the operating system shares the
    /// processors among them in slices of milliseconds.
    static void configureCarrierThreads() {
        if (System.getProperty(CARRIER_THREADS) != null) return;
        var threads = CARRIER_THREADS_PER_PROCESSOR * Runtime.getRuntime().availableProcessors();
        System.setProperty(CARRIER_THREADS, Integer.toString(threads));
    }
}
