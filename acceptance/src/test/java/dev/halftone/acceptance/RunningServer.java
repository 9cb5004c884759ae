package dev.halftone.acceptance;

import dev.halftone.testkit.api.ApiClient;

/// A server of the command line, in a process of its own or in the JVM of the test.
public interface RunningServer extends AutoCloseable {
    int port();

    /// Returns a client of the server, always the same one, which is closed with the server.
    ApiClient client();

    /// Returns a request on this server.
    ///
    /// @param path its path in the API, as [ApiClient#submit] returns it
    default SubmittedRequest request(String path) {
        return new SubmittedRequest(client(), path);
    }

    @Override
    void close();
}
