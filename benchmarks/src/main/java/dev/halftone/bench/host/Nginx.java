package dev.halftone.bench.host;

import dev.halftone.bench.stage.Child;
import dev.halftone.bench.stage.Rig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// nginx in the foreground, one worker, all that it writes within the rig.
record Nginx(int port) implements PictureHost {
    private static final int TRIES = 100;
    private static final Duration PAUSE = Duration.ofMillis(50);

    static Nginx serve(Path folder, List<String> addresses, Path program, Rig rig)
            throws IOException, InterruptedException {
        var port = FreePort.find();
        var own = rig.folder("nginx");
        var settings = Files.writeString(own.resolve("nginx.conf"), settings(folder, addresses, port));
        var command = List.of(program.toString(), "-p", own.toString(), "-c", settings.toString());
        awaitAnswer(rig.start("nginx", new ProcessBuilder(command)), addresses.getLast(), port);
        return new Nginx(port);
    }

    private static String settings(Path folder, List<String> addresses, int port) {
        var listen = addresses.stream()
                .map(address -> "listen " + address + ":" + port + ";")
                .collect(Collectors.joining(" "));
        return """
                daemon off;
                %s
                worker_processes 1;
                pid nginx.pid;
                error_log stderr;
                events { worker_connections 4096; }
                http {
                    access_log off;
                    types { image/jpeg jpg; }
                    sendfile on;
                    tcp_nopush on;
                    keepalive_requests 1000000;
                    client_body_temp_path body;
                    proxy_temp_path proxy;
                    fastcgi_temp_path fastcgi;
                    uwsgi_temp_path uwsgi;
                    scgi_temp_path scgi;
                    server {
                        %s
                        root %s;
                    }
                }
                """.formatted(user(), listen, folder);
    }

    /// Started by root, its workers would be somebody who may not look into the rig.
    private static String user() {
        return System.getProperty("user.name").equals("root") ? "user root;" : "";
    }

    private static void awaitAnswer(Child nginx, String address, int port) throws IOException, InterruptedException {
        for (var attempt = 0; attempt < TRIES && nginx.isAlive(); attempt++) {
            if (answers(address, port)) return;
            Thread.sleep(PAUSE);
        }
        throw nginx.failed("does not answer");
    }

    private static boolean answers(String address, int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "nginx";
    }
}
