package dev.halftone.engine.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halftone.engine.request.RequestId;
import dev.halftone.engine.storage.ImageStore.PublishResult;
import dev.halftone.engine.storage.ImageStore.StoredImage;
import dev.halftone.engine.storage.StorageLocation.Bucket;
import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageFormat;
import dev.halftone.testkit.S3Server;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Storage in a bucket, against a real object store.
class BucketTest {
    private static final RequestId REQUEST = RequestId.random(new Random(1));
    private static final InstantSource TOMORROW = InstantSource.offset(InstantSource.system(), Duration.ofDays(1));
    private static final ImageFileName NAME = ImageFileName.of(REQUEST, 1, ImageFormat.JPEG);

    @TempDir
    private Path data;

    private final S3Server server = S3Server.start();
    private DataFolder folder;
    private Storage storage;

    @BeforeEach
    void open() {
        System.setProperty("aws.accessKeyId", S3Server.ACCESS_KEY);
        System.setProperty("aws.secretAccessKey", S3Server.SECRET_KEY);
        folder = DataFolder.open(data);
        storage = open(InstantSource.system());
    }

    private Storage open(InstantSource clock) {
        var url = "s3://" + S3Server.BUCKET + "/shop/nightly";
        return Storage.open(Bucket.of(url, Optional.of(server.endpoint()), Optional.empty()), folder, clock);
    }

    @AfterEach
    void close() {
        storage.close();
        folder.close();
        server.close();
    }

    @Test
    void publishesAnImageWithItsTypeAndForEver() throws IOException {
        var result = storage.images().publish(NAME, bytes(100_000));

        assertThat(result).isEqualTo(new PublishResult.Done());
        var key = "shop/nightly/images/" + NAME;
        assertThat(server.bytes(key)).isEqualTo(bytes(100_000).array());
        assertThat(server.head(key).contentType()).isEqualTo("image/jpeg");
        assertThat(server.head(key).cacheControl()).isEqualTo("public, max-age=31536000, immutable");
        var found = storage.images().find(NAME).orElseThrow();
        assertThat(found.size()).isEqualTo(100_000);
        assertThat(found.etag()).matches("\"[0-9a-f]+\"");
        assertThat(read(found, 0)).isEqualTo(bytes(100_000).array());
    }

    @Test
    void readsFromAnyOffset() throws IOException {
        storage.images().publish(NAME, bytes(1000));
        var image = storage.images().find(NAME).orElseThrow();

        assertThat(read(image, 999)).hasSize(1).endsWith(bytes(1000).array()[999]);
        assertThat(read(image, 1000)).isEmpty();
        assertThat(read(image, 2000)).isEmpty();
    }

    @Test
    void findsNoImageThatWasDeleted() throws IOException {
        storage.images().publish(NAME, bytes(1000));
        var image = storage.images().find(NAME).orElseThrow();

        storage.images().delete(List.of(NAME));

        assertThat(storage.images().find(NAME)).isEmpty();
        assertThatThrownBy(() -> read(image, 0)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void copiesWithinTheBucket() {
        var copy = ImageFileName.of(REQUEST, 2, ImageFormat.JPEG);
        storage.images().publish(NAME, bytes(1000));

        assertThat(storage.images().publishCopy(NAME, copy)).contains(new PublishResult.Done());
        assertThat(server.head("shop/nightly/images/" + copy).contentType()).isEqualTo("image/jpeg");
        assertThat(server.calls()).doesNotContainKey("GetObject");
        assertThat(storage.images().publishCopy(ImageFileName.of(REQUEST, 3, ImageFormat.JPEG), copy))
                .isEmpty();
    }

    @Test
    void deletesAThousandInACall() {
        var names = names(2_500);
        for (var name : List.of(names.getFirst(), names.get(1_000), names.getLast()))
            storage.images().publish(name, bytes(10));

        storage.images().delete(names);

        assertThat(server.keys()).isEmpty();
        assertThat(server.calls()).containsEntry("DeleteObjects", 3L).doesNotContainKey("DeleteObject");
    }

    @Test
    void deletesOneByOneWhereTheStoreKnowsNoBatches() {
        server.refuseBatchDeletes();
        names(3).forEach(name -> storage.images().publish(name, bytes(10)));

        storage.images().delete(names(3));
        storage.images().delete(names(3));

        assertThat(server.keys()).isEmpty();
        assertThat(server.calls()).containsEntry("DeleteObjects", 1L).containsEntry("DeleteObject", 6L);
    }

    @Test
    void imageWaitsForABucketThatFails() {
        server.fail(503, "SlowDown");

        assertThat(storage.images().publish(NAME, bytes(10)))
                .isEqualTo(new PublishResult.Unavailable("the bucket says: 503 SlowDown"));
        assertThatThrownBy(() -> storage.images().find(NAME)).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> storage.images().delete(names(2))).isInstanceOf(UncheckedIOException.class);

        server.recover();

        assertThat(storage.images().publish(NAME, bytes(10))).isEqualTo(new PublishResult.Done());
    }

    @Test
    void imageWaitsForABucketThatIsNotThere() {
        server.close();

        assertThat(storage.images().publish(NAME, bytes(10)))
                .isEqualTo(new PublishResult.Unavailable("the bucket does not answer"));
    }

    @Test
    void interruptedPublicationFailsAndKeepsTheInterrupt() {
        Thread.currentThread().interrupt();

        var result = storage.images().publish(NAME, bytes(10));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(result).isEqualTo(new PublishResult.Failed("interrupted while writing"));
    }

    @Test
    void keepsAnUploadForOtherNodes(@TempDir Path otherData) throws IOException {
        spool("Serial Number,…");

        assertThat(storage.uploads().keep(REQUEST)).isEmpty();

        assertThat(server.keys()).containsExactly("shop/nightly/uploads/" + REQUEST);
        try (var otherFolder = DataFolder.open(otherData);
                var other = Storage.open(
                        Bucket.of("s3://catalogue/shop/nightly/", Optional.of(server.endpoint()), Optional.of("auto")),
                        otherFolder,
                        InstantSource.system())) {
            try (var file = other.uploads().open(REQUEST)) {
                assertThat(file.path()).hasContent("Serial Number,…");
            }
            assertThat(otherFolder.uploads()).isEmptyDirectory();
        }
    }

    @Test
    void readsItsOwnUploadWithoutTheBucket() throws IOException {
        spool("abc");
        storage.uploads().keep(REQUEST);

        try (var file = storage.uploads().open(REQUEST)) {
            assertThat(file.path()).hasContent("abc");
        }

        assertThat(server.calls()).doesNotContainKey("GetObject");
        assertThat(folder.uploads()).isEmptyDirectory();
    }

    @Test
    void doesNotKeepAnUploadWhileTheBucketFails() throws IOException {
        spool("abc");
        server.fail(500, "InternalError");

        assertThat(storage.uploads().keep(REQUEST)).contains("the bucket says: 500 InternalError");

        storage.uploads().discard(REQUEST);
        assertThat(folder.uploads()).isEmptyDirectory();
        assertThatThrownBy(() -> storage.uploads().open(REQUEST)).isInstanceOf(IOException.class);
    }

    @Test
    void deletesAnUpload() throws IOException {
        spool("abc");
        storage.uploads().keep(REQUEST);

        storage.uploads().delete(REQUEST);

        assertThat(server.keys()).isEmpty();
        assertThatThrownBy(() -> storage.uploads().open(REQUEST)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void deletesUploadsWithoutARequestAfterAnHour() throws IOException {
        var known = RequestId.random(new Random(2));
        spool("abc");
        storage.uploads().keep(REQUEST);
        storage.uploads().spool(known, stream("def"), 100);
        storage.uploads().keep(known);

        assertThat(storage.uploads().deleteStale(known::equals)).isZero();
        try (var tomorrow = open(TOMORROW)) {
            // Two copies in the folder, one object.
            assertThat(tomorrow.uploads().deleteStale(known::equals)).isEqualTo(3);
        }

        assertThat(server.keys()).containsExactly("shop/nightly/uploads/" + known);
    }

    @Test
    void probesTheBucketOnceInAWhile() {
        assertThat(storage.images().problem()).isEmpty();
        server.fail(403, "AccessDenied");

        assertThat(storage.images().problem()).isEmpty();
        try (var later = open(TOMORROW)) {
            assertThat(later.images().problem()).contains("images: the bucket says: 403 AccessDenied");
        }
        assertThat(server.keys()).isEmpty();
        assertThat(server.calls()).containsEntry("DeleteObject", 1L);
    }

    private void spool(String csv) throws IOException {
        storage.uploads().spool(REQUEST, stream(csv), 100);
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    private static List<ImageFileName> names(int count) {
        return LongStream.rangeClosed(1, count)
                .mapToObj(number -> ImageFileName.of(REQUEST, number, ImageFormat.PNG))
                .toList();
    }

    private static ImageBytes bytes(int size) {
        var bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return new ImageBytes(bytes);
    }

    private static byte[] read(StoredImage image, long offset) throws IOException {
        try (var in = image.content().from(offset)) {
            return in.readAllBytes();
        }
    }
}
