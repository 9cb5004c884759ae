package dev.halftone.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.testkit.Await;
import dev.halftone.testkit.TcpProxy;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests that the engine gives up on a PostgreSQL that accepts connections and never answers, says so, and
/// continues by itself when it answers again.
@Tag("slow")
class SilentDatabaseTest {
    private static final String CSV = "Serial Number,Product Name,Input Image URLs\r\n1,Chair,http://a/1.jpg\r\n";
    private static final Pattern PORT = Pattern.compile(":([0-9]+)/");

    /// The default is longer than a test should take.
    private static final String SHORT_TIMEOUT = "&socketTimeout=3";

    @TempDir
    private Path folder;

    private TcpProxy proxy;
    private EngineFixture engineFixture;

    @BeforeEach
    void open() {
        var database = TestDatabases.postgresql();
        var port = PORT.matcher(database);
        assertThat(port.find()).isTrue();
        proxy = TcpProxy.to(Integer.parseInt(port.group(1)));
        engineFixture = new EngineFixture(folder, port.replaceFirst(":" + proxy.port() + "/") + SHORT_TIMEOUT);
    }

    @AfterEach
    void close() {
        engineFixture.close();
        proxy.close();
    }

    @Test
    void goesOnByItselfWhenTheDatabaseAnswersAgain() {
        var gate = new CountDownLatch(1);
        engineFixture.imageService().holdUntil(gate);
        engineFixture.engine().startWorkers();
        var begun = engineFixture.accept(CSV);
        engineFixture.await(begun, now -> now.times().started().isPresent());

        proxy.goSilent();
        gate.countDown();
        Await.until(() -> engineFixture.engine().problem().isPresent());
        var rejected = engineFixture.submit(CSV, Optional.empty(), Optional.empty());
        proxy.resume();
        Await.until(() -> engineFixture.engine().problem().isEmpty());

        assertThat(rejected).isInstanceOf(SubmitResult.NotStored.class);
        assertThat(engineFixture
                        .awaitCompleted(engineFixture.accept(CSV))
                        .counts()
                        .succeeded())
                .isEqualTo(1);
        Await.until(() -> engineFixture.reload(begun).times().finished().isPresent());
        assertThat(engineFixture.reload(begun).counts().succeeded()).isEqualTo(1);
    }
}
