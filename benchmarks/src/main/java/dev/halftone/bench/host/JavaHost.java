package dev.halftone.bench.host;

import com.sun.net.httpserver.SimpleFileServer;
import com.sun.net.httpserver.SimpleFileServer.OutputLevel;
import dev.halftone.bench.stage.Rig;
import dev.halftone.bench.stage.Unobtainable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;

/// The JDK's own file server, within this process.
record JavaHost(int port, Unobtainable reason) implements PictureHost {

    static JavaHost serve(Path folder, List<String> addresses, Unobtainable reason, Rig rig) throws IOException {
        var port = FreePort.find();
        for (var address : addresses) {
            var server =
                    SimpleFileServer.createFileServer(new InetSocketAddress(address, port), folder, OutputLevel.NONE);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            rig.atTheEnd(() -> server.stop(0));
        }
        return new JavaHost(port, reason);
    }

    @Override
    public String toString() {
        return "Java's file server (" + reason.getMessage() + ")";
    }
}
