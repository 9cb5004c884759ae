package dev.halftone.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.ledger.WebhookDeliveries;
import dev.halftone.engine.ledger.WebhookDeliveries.Status;
import dev.halftone.engine.request.Request;
import dev.halftone.testkit.WebhookInbox;
import dev.halftone.testkit.WebhookInbox.Reply;
import java.nio.file.Path;
import java.util.Collections;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests that a webhook receiver that hangs holds up its own messages only, on either database.
abstract class DeliveryFairnessContract {
    private static final String CSV = "Serial Number,Product Name,Input Image URLs\r\n1,Chair,http://a/1.jpg\r\n";
    private static final int MESSAGES = 40;

    /// Half of the messages that may be sent to one host at once.
    private static final int SHARE_OF_HOST = 4;

    @TempDir
    private Path folder;

    private final WebhookInbox hanging = new WebhookInbox();
    private EngineFixture engineFixture;

    abstract String database(Path folder);

    @BeforeEach
    void open() {
        hanging.enqueue(Collections.nCopies(MESSAGES, Reply.noResponse()).toArray(Reply[]::new));
        engineFixture = new EngineFixture(folder, database(folder));
        engineFixture.engine().startWorkers();
    }

    @AfterEach
    void close() {
        hanging.close();
        engineFixture.close();
    }

    @Test
    void imagesAndOtherReceiversDoNotWaitForAReceiverThatHangs() {
        var requests = IntStream.range(0, MESSAGES)
                .mapToObj(_ -> engineFixture.accept(CSV, hanging.url().toString()))
                .toList();
        requests.forEach(engineFixture::awaitCompleted);
        hanging.await(SHARE_OF_HOST);

        try (var inbox = new WebhookInbox()) {
            var request = engineFixture.accept(CSV, inbox.url().toString());
            inbox.await(1);
            engineFixture.awaitCondition(() -> delivery(request).status() == Status.DELIVERED);
        }

        assertThat(hanging.deliveries()).hasSize(SHARE_OF_HOST);
        assertThat(requests)
                .allSatisfy(request -> assertThat(delivery(request).attempts()).isZero());
    }

    private WebhookDeliveries.Delivery delivery(Request request) {
        return engineFixture
                .engine()
                .requests()
                .deliveries(engineFixture.reload(request))
                .getFirst()
                .delivery();
    }
}
