package dev.halftone.app.cli;

import dev.halftone.app.setting.ServeOptions;
import dev.halftone.app.setting.ServeOptions.Role;
import dev.halftone.app.setting.SettingRefused;
import dev.halftone.app.setting.WorkshopOptions;
import dev.halftone.app.wiring.ServeSettings;
import dev.halftone.app.wiring.Server;
import dev.halftone.engine.Engine;
import dev.halftone.engine.isolation.CodecFactory;
import dev.halftone.engine.net.AddressPolicy;
import dev.halftone.engine.request.PublicUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.Optional;

/// A server and its engine, open for business: the parts that the node's roles ask for.
final class House implements AutoCloseable {
    private final Engine engine;
    private final Optional<Server> server;

    private House(Engine engine, Optional<Server> server) {
        this.engine = engine;
        this.server = server;
    }

    static House open(
            CodecFactory codecFactory, ServeOptions options, WorkshopOptions workshop, AddressPolicy addresses) {
        if (!options.has(Role.API) && !options.has(Role.WORKER)) throw new SettingRefused("roles names at least one");
        Carriers.severalAProcessor();
        var port = options.port() == 0 ? freePort(options) : options.port();
        var settings = new ServeSettings(
                port,
                options.bind(),
                options.maxUploadBytes(),
                options.admission(),
                options.clientTimeout(),
                options.data().resolve("scratch"));
        var engine = Engine.open(workshop.settings(options.premises(port), addresses), codecFactory);
        try {
            var server = options.has(Role.API) ? Optional.of(Server.start(settings, engine)) : Optional.<Server>empty();
            if (options.has(Role.WORKER)) engine.startWorkers();
            return new House(engine, server);
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    /// Known before the server listens, since the engine's links are made of it.
    private static int freePort(ServeOptions options) {
        try (var socket = new ServerSocket(0, 1, options.bind())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port at " + options.bind(), e);
        }
    }

    Engine engine() {
        return engine;
    }

    /// What it listens on, if it takes calls.
    Optional<String> address() {
        return server.map(Server::address);
    }

    PublicUrl url() {
        return engine.publicUrl();
    }

    /// The server before the engine: nobody is promised what the engine cannot keep any more. But while its
    /// last calls end, nothing new is begun.
    @Override
    public void close() {
        engine.stopClaiming();
        server.ifPresent(Server::close);
        engine.close();
    }
}
