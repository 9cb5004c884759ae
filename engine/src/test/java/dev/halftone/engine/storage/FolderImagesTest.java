package dev.halftone.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halftone.engine.request.RequestId;
import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderImagesTest {
    private static final RequestId REQUEST = RequestId.random(new Random(1));
    private static final ImageFileName NAME = ImageFileName.of(REQUEST, 1, ImageFormat.WEBP);
    private static final ImageFileName OTHER = ImageFileName.of(RequestId.random(new Random(2)), 1, ImageFormat.WEBP);
    private static final InstantSource TOMORROW = InstantSource.offset(InstantSource.system(), Duration.ofDays(1));

    @TempDir
    private Path temporary;

    @Test
    void findsPublishedImage() throws IOException {
        var storage = FolderImages.in(temporary.resolve("data/images"), InstantSource.system());

        var publishResult = storage.publish(NAME, bytes(60_000));

        assertThat(publishResult).isEqualTo(new ImageStore.PublishResult.Done());
        var image = storage.find(NAME).orElseThrow();
        assertThat(image.name()).isEqualTo(NAME);
        assertThat(image.size()).isEqualTo(60_000);
        assertThat(image.mediaType()).isEqualTo("image/webp");
        assertThat(read(image, 0)).isEqualTo(bytes(60_000).array());
    }

    @Test
    void servesRanges() throws IOException {
        var storage = storage();
        storage.publish(NAME, new ImageBytes(new byte[] {1, 2, 3, 4, 5}));

        var image = storage.find(NAME).orElseThrow();

        assertThat(read(image, 3)).containsExactly(4, 5);
        assertThat(read(image, 5)).isEmpty();
        assertThat(read(image, 1_000)).isEmpty();
    }

    @Test
    void findsNoImageWithUnknownName() throws IOException {
        var storage = storage();
        Files.createDirectory(temporary.resolve(NAME.text()));

        assertThat(storage.find(ImageFileName.of(REQUEST, 2, ImageFormat.PNG))).isEmpty();
        assertThat(storage.find(NAME)).as("a folder is no image").isEmpty();
    }

    @Test
    void changesEtagWithContent() throws IOException {
        var storage = storage();
        storage.publish(NAME, bytes(10));
        var file = temporary.resolve(NAME.text());
        var noon = FileTime.from(Instant.parse("2026-03-02T12:00:00.000000001Z"));

        Files.setLastModifiedTime(file, noon);
        var before = storage.find(NAME).orElseThrow();
        Files.setLastModifiedTime(file, FileTime.from(noon.toInstant().plusMillis(1)));
        var after = storage.find(NAME).orElseThrow();

        assertThat(before.lastModified()).isEqualTo(noon.toInstant());
        assertThat(before.etag()).matches("\"[0-9a-f-]+\"").isNotEqualTo(after.etag());
    }

    @Test
    void leavesNoTemporaryFiles() throws IOException {
        var storage = storage();

        storage.publish(NAME, bytes(10));
        storage.publish(NAME, bytes(10));

        assertThat(filesIn(temporary)).containsExactly(NAME.text());
    }

    @Test
    void publishesCopyUnderAnotherName() throws IOException {
        var storage = storage();
        storage.publish(NAME, bytes(60_000));

        var again = storage.publishCopy(NAME, OTHER);
        storage.delete(List.of(NAME));

        assertThat(again).contains(new ImageStore.PublishResult.Done());
        assertThat(read(storage.find(OTHER).orElseThrow(), 0))
                .isEqualTo(bytes(60_000).array());
        assertThat(filesIn(temporary)).containsExactly(OTHER.text());
    }

    @Test
    void republishesSameImage() throws IOException {
        var storage = storage();
        storage.publish(NAME, bytes(10));
        storage.publish(OTHER, bytes(20));

        storage.publishCopy(NAME, OTHER);
        var again = storage.publishCopy(NAME, OTHER);

        assertThat(again).contains(new ImageStore.PublishResult.Done());
        assertThat(storage.find(OTHER).orElseThrow().size()).isEqualTo(10);
        assertThat(filesIn(temporary)).containsExactlyInAnyOrder(NAME.text(), OTHER.text());
    }

    @Test
    void doesNotAffectCopyWhenImageIsReplaced() throws IOException {
        var storage = storage();
        storage.publish(NAME, bytes(10));
        storage.publishCopy(NAME, OTHER);

        storage.publish(NAME, bytes(20));

        assertThat(storage.find(OTHER).orElseThrow().size()).isEqualTo(10);
    }

    @Test
    void returnsEmptyWhenCopyingMissingImage() throws IOException {
        assertThat(storage().publishCopy(NAME, OTHER)).isEmpty();
        assertThat(filesIn(temporary)).isEmpty();
    }

    @Test
    void reportsWhyCopyFailed() throws IOException {
        var storage = storage();
        storage.publish(NAME, bytes(10));
        Files.createDirectories(temporary.resolve(OTHER.text()).resolve("in the way"));

        assertThat(storage.publishCopy(NAME, OTHER))
                .hasValueSatisfying(
                        publishResult -> assertThat(publishResult).isInstanceOf(ImageStore.PublishResult.Failed.class));
        assertThat(filesIn(temporary)).containsExactlyInAnyOrder(NAME.text(), OTHER.text());
    }

    @Test
    void copiesImageIfItCannotBeLinked() throws IOException {
        storage().publish(NAME, bytes(300_000));
        var folder = new DurableFolder(temporary, DurableFolder.Access.DEFAULT, InstantSource.system());

        assertThat(folder.copy(NAME.text(), OTHER.text())).isTrue();
        assertThat(folder.copy("missing.jpg", "nothing.jpg")).isFalse();

        assertThat(read(storage().find(OTHER).orElseThrow(), 0))
                .isEqualTo(bytes(300_000).array());
        assertThat(filesIn(temporary)).containsExactlyInAnyOrder(NAME.text(), OTHER.text());
    }

    @Test
    void neverShowsPartialImageDuringRepublishing() throws Exception {
        var storage = storage();
        var whole = bytes(300_000);
        storage.publish(NAME, whole);
        var written = new CountDownLatch(1);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var twin = threads.submit(() -> {
                for (int i = 0; i < 50; i++) storage.publish(NAME, whole);
                written.countDown();
            });
            Callable<Void> reader = () -> {
                do {
                    assertThat(read(storage.find(NAME).orElseThrow(), 0)).isEqualTo(whole.array());
                } while (written.getCount() > 0);
                return null;
            };
            var first = threads.submit(reader);
            var second = threads.submit(reader);

            twin.get();
            first.get();
            second.get();
        }
    }

    @Test
    void publishesConcurrently() throws Exception {
        var storage = storage();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.invokeAll(IntStream.range(0, 100)
                    .mapToObj(ordinal -> publication(ordinal, storage))
                    .toList());
        }

        assertThat(filesIn(temporary)).hasSize(100);
    }

    @Test
    void reportsWhyPublishingFailedAndLeavesNothing() throws IOException {
        var storage = storage();
        Files.createDirectories(temporary.resolve(NAME.text()).resolve("in the way"));

        var publishResult = storage.publish(NAME, bytes(10));

        assertThat(publishResult)
                .isInstanceOfSatisfying(
                        ImageStore.PublishResult.Failed.class,
                        failed -> assertThat(failed.message())
                                .startsWith("the disk says: ")
                                .doesNotContain(temporary.toString()));
        assertThat(filesIn(temporary)).containsExactly(NAME.text());
    }

    @Test
    void reportsMissingFolder() throws IOException {
        var folder = temporary.resolve("images");
        var storage = FolderImages.in(folder, InstantSource.system());
        Files.delete(folder);

        assertThat(storage.publish(NAME, bytes(10)))
                .isEqualTo(new ImageStore.PublishResult.Failed("the folder is gone"));
        assertThat(storage.problem()).contains("images: the folder is gone");
        assertThat(storage.find(NAME)).isEmpty();
    }

    @Test
    void reportsNoProblemIfFolderIsWritable() throws IOException {
        var storage = storage();

        assertThat(storage.problem()).isEmpty();
        assertThat(filesIn(temporary)).isEmpty();
    }

    @Test
    void failsOnInterruptAndKeepsFlag() {
        var storage = storage();

        Thread.currentThread().interrupt();
        var publishResult = storage.publish(NAME, bytes(10));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(publishResult).isEqualTo(new ImageStore.PublishResult.Failed("interrupted while writing"));
        assertThat(storage.find(NAME)).isEmpty();
    }

    @Test
    void rejectsFolderThatIsAFile() throws IOException {
        var file = Files.createFile(temporary.resolve("images"));

        assertThatThrownBy(() -> FolderImages.in(file, InstantSource.system()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void deletesImageOrDoesNothing() {
        var storage = storage();
        storage.publish(NAME, bytes(10));

        storage.delete(List.of(NAME));
        storage.delete(List.of(NAME));

        assertThat(storage.find(NAME)).isEmpty();
    }

    @Test
    void deletesPartialFilesAfterCrash() throws IOException {
        var crashed = new DurableFolder(temporary, DurableFolder.Access.DEFAULT, InstantSource.system()).create();
        crashed.write(ByteBuffer.allocate(100));
        FolderImages.in(temporary, InstantSource.system()).publish(NAME, bytes(10));

        var swept = FolderImages.in(temporary, TOMORROW).deleteStale();

        assertThat(swept).isEqualTo(1);
        assertThat(filesIn(temporary)).containsExactly(NAME.text());
    }

    @Test
    void keepsRecentTemporaryFiles() throws IOException {
        try (var writing =
                new DurableFolder(temporary, DurableFolder.Access.DEFAULT, InstantSource.system()).create()) {
            writing.write(ByteBuffer.allocate(100));

            assertThat(storage().deleteStale()).isZero();
        }
    }

    private static Callable<ImageStore.PublishResult> publication(int ordinal, FolderImages storage) {
        return () -> storage.publish(ImageFileName.of(REQUEST, ordinal, ImageFormat.JPEG), bytes(1_000));
    }

    private FolderImages storage() {
        return FolderImages.in(temporary, InstantSource.system());
    }

    private static ImageBytes bytes(int size) {
        var array = new byte[size];
        new Random(size).nextBytes(array);
        return new ImageBytes(array);
    }

    private static byte[] read(ImageStore.StoredImage image, long offset) throws IOException {
        try (var in = image.content().from(offset)) {
            return in.readAllBytes();
        }
    }

    private static List<String> filesIn(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
