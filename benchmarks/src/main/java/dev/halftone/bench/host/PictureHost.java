package dev.halftone.bench.host;

import dev.halftone.bench.stage.Checkout;
import dev.halftone.bench.stage.Rig;
import dev.halftone.bench.stage.Unobtainable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Serves the files of a folder at addresses of this machine, all at one port. It ends with its rig.
public interface PictureHost {
    String LOOPBACK = "127.0.0.1";

    /// nginx, because no client should have to wait for a server that is written in its own language; or else
    /// Java's.
    static PictureHost serve(Path folder, List<String> addresses, Checkout checkout, Rig rig)
            throws IOException, InterruptedException {
        try {
            return Nginx.serve(folder, addresses, checkout.obtain("nginx", rig), rig);
        } catch (Unobtainable e) {
            return JavaHost.serve(folder, addresses, e, rig);
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
}
