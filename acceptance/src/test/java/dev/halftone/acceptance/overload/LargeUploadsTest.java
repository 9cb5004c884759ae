package dev.halftone.acceptance.overload;

import dev.halftone.acceptance.ImageHostFixture;
import dev.halftone.acceptance.ServerProcess;
import dev.halftone.testkit.RawTcpServer;
import dev.halftone.testkit.api.ApiClient;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Large CSVs whose rows all have to be copied into the database.
@Tag("long")
class LargeUploadsTest {
    private static final int UPLOADS = 24;
    private static final int ROWS = 40_000;

    @TempDir
    private Path folder;

    @Test
    void twentyFourLargeUploadsOfOneOwnerHoldUpNobody() throws Exception {
        try (var imageHost = RawTcpServer.silent();
                var server = AttackedServer.start(ServerProcess.in(folder))) {
            var csv = catalog(imageHost.port());
            server.serveBystanderDuring(() -> {
                var paths = submitTogether(server.attacker(), csv);
                return () -> paths.forEach(path -> server.attacker().delete(path));
            });

            server.awaitRecovery();
        }
    }

    private static List<String> submitTogether(ApiClient client, String csv) throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(Collections.<Callable<String>>nCopies(UPLOADS, () -> client.submit(csv))).stream()
                    .map(Future::resultNow)
                    .toList();
        }
    }

    private static String catalog(int port) {
        return IntStream.rangeClosed(1, ROWS)
                .mapToObj(row -> row + ",Product,http://127.0.0.1:" + port + "/" + row + ".jpg\n")
                .collect(Collectors.joining("", ImageHostFixture.HEADER, ""));
    }
}
