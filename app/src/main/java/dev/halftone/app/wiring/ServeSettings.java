package dev.halftone.app.wiring;

import dev.halftone.app.key.Admission;
import java.net.InetAddress;
import java.nio.file.Path;

/// How the server meets the outside.
///
/// @param port TCP; 0 takes any free one
/// @param bind the address to listen on
/// @param maxUploadBytes the largest CSV; the engine has the same setting
/// @param admission who may use it
/// @param scratch a folder of the server's own for uploads on their way; emptied when the server starts
public record ServeSettings(int port, InetAddress bind, long maxUploadBytes, Admission admission, Path scratch) {
    public ServeSettings {
        if (port < 0 || port > 65_535) throw new IllegalArgumentException("port is 0 to 65535, not " + port);
        if (maxUploadBytes < 1) throw new IllegalArgumentException("max-upload-bytes is at least 1");
    }
}
