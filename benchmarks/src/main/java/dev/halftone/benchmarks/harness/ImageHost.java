package dev.halftone.benchmarks.harness;

import com.sun.net.httpserver.SimpleFileServer;
import com.sun.net.httpserver.SimpleFileServer.OutputLevel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/// Serves the files of a folder on addresses of this machine, all on one port. It stops when its workspace closes.
public interface ImageHost {
    String LOOPBACK = "127.0.0.1";

    /// Starts nginx, or the JDK's file server if nginx is missing. nginx comes first so that the server is not
    /// written in the language of one of the clients, which would then wait for it.
    static ImageHost serve(Path folder, List<String> addresses, Checkout checkout, Workspace workspace)
            throws IOException, InterruptedException {
        try {
            return Nginx.serve(folder, addresses, checkout.installPeer("nginx", workspace), workspace);
        } catch (Checkout.PeerUnavailable e) {
            return JdkFileServer.serve(folder, addresses, e, workspace);
        }
    }

    int port();

    /// The URL of a file on one of the addresses.
    default String url(String address, String file) {
        return "http://" + address + ":" + port() + "/" + file;
    }

    /// The name of the server for the report.
    @Override
    String toString();

    /// Finds a port on which no process is listening.
    public static final class FreePort {
        private FreePort() {}

        /// A port of the loopback address.
        public static int find() throws IOException {
            try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            }
        }
    }

    /// The JDK's file server, running in this process.
    record JdkFileServer(int port, Checkout.PeerUnavailable reason) implements ImageHost {

        static JdkFileServer serve(
                Path folder, List<String> addresses, Checkout.PeerUnavailable reason, Workspace workspace)
                throws IOException {
            var port = FreePort.find();
            for (var address : addresses) {
                var server = SimpleFileServer.createFileServer(
                        new InetSocketAddress(address, port), folder, OutputLevel.NONE);
                server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
                server.start();
                workspace.onClose(() -> server.stop(0));
            }
            return new JdkFileServer(port, reason);
        }

        @Override
        public String toString() {
            return "Java's file server (" + reason.getMessage() + ")";
        }
    }

    /// nginx in the foreground with one worker. Everything it writes goes into the workspace.
    record Nginx(int port) implements ImageHost {
        private static final int MAX_ATTEMPTS = 100;
        private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

        static Nginx serve(Path folder, List<String> addresses, Path program, Workspace workspace)
                throws IOException, InterruptedException {
            var port = FreePort.find();
            var prefix = workspace.folder("nginx");
            var configFile = Files.writeString(prefix.resolve("nginx.conf"), config(folder, addresses, port));
            var command = List.of(program.toString(), "-p", prefix.toString(), "-c", configFile.toString());
            awaitListening(workspace.start("nginx", new ProcessBuilder(command)), addresses.getLast(), port);
            return new Nginx(port);
        }

        private static String config(Path folder, List<String> addresses, int port) {
            var listenDirectives = addresses.stream()
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
                    """.formatted(userDirective(), listenDirectives, folder);
        }

        /// If root starts nginx, its workers switch to a user who cannot read the workspace.
        private static String userDirective() {
            return System.getProperty("user.name").equals("root") ? "user root;" : "";
        }

        private static void awaitListening(ChildProcess nginx, String address, int port)
                throws IOException, InterruptedException {
            for (var attempt = 0; attempt < MAX_ATTEMPTS && nginx.isAlive(); attempt++) {
                if (isListening(address, port)) return;
                Thread.sleep(POLL_INTERVAL);
            }
            throw nginx.failure("does not accept connections");
        }

        private static boolean isListening(String address, int port) {
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
}
