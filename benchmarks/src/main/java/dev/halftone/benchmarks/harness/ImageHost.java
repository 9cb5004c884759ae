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

/// Serves the files of a folder at addresses of this machine, all at one port. It ends with its rig.
public interface ImageHost {
    String LOOPBACK = "127.0.0.1";

    /// nginx, because no client should have to wait for a server that is written in its own language; or else
    /// Java's.
    static ImageHost serve(Path folder, List<String> addresses, Checkout checkout, Workspace workspace)
            throws IOException, InterruptedException {
        try {
            return Nginx.serve(folder, addresses, checkout.installPeer("nginx", workspace), workspace);
        } catch (Checkout.PeerUnavailable e) {
            return JdkFileServer.serve(folder, addresses, e, workspace);
        }
    }

    int port();

    /// Where a file is found, at one of the addresses.
    default String url(String address, String file) {
        return "http://" + address + ":" + port() + "/" + file;
    }

    /// What it is, in words.
    @Override
    String toString();

    /// A port that nobody listens at just now.
    public static final class FreePort {
        private FreePort() {}

        /// One of loopback's.
        public static int find() throws IOException {
            try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            }
        }
    }

    /// The JDK's own file server, within this process.
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

    /// nginx in the foreground, one worker, all that it writes within the rig.
    record Nginx(int port) implements ImageHost {
        private static final int TRIES = 100;
        private static final Duration PAUSE = Duration.ofMillis(50);

        static Nginx serve(Path folder, List<String> addresses, Path program, Workspace workspace)
                throws IOException, InterruptedException {
            var port = FreePort.find();
            var own = workspace.folder("nginx");
            var settings = Files.writeString(own.resolve("nginx.conf"), config(folder, addresses, port));
            var command = List.of(program.toString(), "-p", own.toString(), "-c", settings.toString());
            awaitListening(workspace.start("nginx", new ProcessBuilder(command)), addresses.getLast(), port);
            return new Nginx(port);
        }

        private static String config(Path folder, List<String> addresses, int port) {
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
                    """.formatted(userDirective(), listen, folder);
        }

        /// Started by root, its workers would be somebody who may not look into the rig.
        private static String userDirective() {
            return System.getProperty("user.name").equals("root") ? "user root;" : "";
        }

        private static void awaitListening(ChildProcess nginx, String address, int port)
                throws IOException, InterruptedException {
            for (var attempt = 0; attempt < TRIES && nginx.isAlive(); attempt++) {
                if (isListening(address, port)) return;
                Thread.sleep(PAUSE);
            }
            throw nginx.failure("does not answer");
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
