package dev.halftone.engine;

import static dev.halftone.testkit.MockResponse.image;
import static dev.halftone.testkit.MockResponse.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.request.PublishedImage;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestId;
import dev.halftone.engine.request.RequestOptions;
import dev.halftone.engine.storage.ImageFileName;
import dev.halftone.imaging.ImageFormat;
import dev.halftone.imaging.Recipe;
import dev.halftone.testkit.ImageHost;
import dev.halftone.testkit.MockResponse;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests the reuse of results with real fetching, recompressing and publishing, on either database.
abstract class ResultCacheContract {
    private static final RequestOptions DEFAULT_OPTIONS = new RequestOptions(Recipe.defaults(), Optional.empty());
    private static final RequestOptions WITHOUT_CACHE =
            new RequestOptions(Recipe.defaults(), Optional.empty(), RequestOptions.CacheUse.NONE);
    private static final byte[] SHOE = jpeg(Color.RED);
    private static final byte[] NEW_SHOE = jpeg(Color.BLUE);

    private final ImageHost host = ImageHost.start();

    @TempDir
    private Path folder;

    private EngineFixture engineFixture;

    abstract String database(Path folder);

    @BeforeEach
    void open() {
        engineFixture = EngineFixture.withRealImageService(folder, database(folder));
        engineFixture.engine().startWorkers();
    }

    @AfterEach
    void close() {
        engineFixture.close();
        host.close();
    }

    @Test
    void reusesAResultAfterNotModified() throws IOException {
        host.respondTo("/shoe.jpg", shoe("\"a1\""), status(304));
        var first = process(DEFAULT_OPTIONS);

        var second = process(DEFAULT_OPTIONS);

        assertThat(requests().getLast().header("if-none-match")).contains("\"a1\"");
        assertThat(first.counts().reused()).isZero();
        assertThat(second.counts().reused()).isEqualTo(1);
        assertThat(second.counts().bytesIn()).isEqualTo(SHOE.length);
        assertThat(second.counts().bytesOut()).isEqualTo(first.counts().bytesOut());
        assertThat(bytes(second)).isEqualTo(bytes(first));
        assertThat(published(second).reused()).isTrue();
    }

    @Test
    void publishesTheSameNamesAndBytesAsWithoutTheCache() throws IOException {
        host.respondTo("/shoe.jpg", shoe("\"a1\""), status(304), shoe("\"a1\""));
        process(DEFAULT_OPTIONS);

        var reused = process(DEFAULT_OPTIONS);
        var recompressed = process(WITHOUT_CACHE);

        assertThat(bytes(reused)).isEqualTo(bytes(recompressed));
        for (var request : List.of(reused, recompressed)) {
            assertThat(published(request).fileName())
                    .isEqualTo(
                            ImageFileName.of(request.id(), 1, ImageFormat.JPEG).text());
        }
    }

    @Test
    void countsEveryPlaceOfAReusedImage() {
        host.respondTo("/shoe.jpg", shoe("\"a1\""), status(304));
        process(DEFAULT_OPTIONS);

        var again = process(DEFAULT_OPTIONS, "", "\"" + host.url("/shoe.jpg") + "," + host.url("/shoe.jpg") + "\"");

        assertThat(again.counts().reused()).isEqualTo(2);
        assertThat(requests()).hasSize(2);
    }

    @Test
    void recompressesAChangedImage() throws IOException {
        host.respondTo(
                "/shoe.jpg", shoe("\"a1\""), image("image/jpeg", NEW_SHOE).withHeader("ETag", "\"b2\""), status(304));
        var first = process(DEFAULT_OPTIONS);

        var second = process(DEFAULT_OPTIONS);
        var third = process(DEFAULT_OPTIONS);

        assertThat(second.counts().reused()).isZero();
        assertThat(bytes(second)).isNotEqualTo(bytes(first));
        assertThat(requests().getLast().header("if-none-match")).contains("\"b2\"");
        assertThat(bytes(third)).isEqualTo(bytes(second));
    }

    @Test
    void reusesAResultWhenTheServerSendsTheSameBytes() {
        host.respondTo("/shoe.jpg", shoe("\"a1\""), shoe("\"b2\""), status(304));
        process(DEFAULT_OPTIONS);

        var second = process(DEFAULT_OPTIONS);
        process(DEFAULT_OPTIONS);

        assertThat(second.counts().reused()).isEqualTo(1);
        assertThat(requests().getLast().header("if-none-match")).contains("\"b2\"");
    }

    @Test
    void comparesBytesWithoutValidators() {
        host.respondTo("/shoe.jpg", image("image/jpeg", SHOE));
        process(DEFAULT_OPTIONS);

        var second = process(DEFAULT_OPTIONS);

        assertThat(second.counts().reused()).isEqualTo(1);
        assertThat(requests()).noneMatch(ResultCacheContract::isConditional);
    }

    @Test
    void recompressesWhenTheCachedFileIsGone() throws IOException {
        host.respondTo("/shoe.jpg", shoe("\"a1\""), status(304), shoe("\"a1\""));
        var first = process(DEFAULT_OPTIONS);
        var before = bytes(first);
        Files.delete(file(first));

        var second = process(DEFAULT_OPTIONS);

        assertThat(second.counts().reused()).isZero();
        assertThat(bytes(second)).isEqualTo(before);
        assertThat(requests()).extracting(ResultCacheContract::isConditional).containsExactly(false, true, false);
        assertThat(engineFixture.engine().requests().products(second, 0, 1, Optional.empty()))
                .allSatisfy(product -> assertThat(
                                product.places().getFirst().image().attempts())
                        .isEqualTo(1));
    }

    @Test
    void sendsNoValidatorsAndCachesNothingWithoutTheCache() {
        host.respondTo("/shoe.jpg", shoe("\"a1\""));
        process(WITHOUT_CACHE);
        var afterNothing = process(DEFAULT_OPTIONS);

        var without = process(WITHOUT_CACHE);

        assertThat(afterNothing.counts().reused()).isZero();
        assertThat(without.counts().reused()).isZero();
        assertThat(requests()).hasSize(3).noneMatch(ResultCacheContract::isConditional);
    }

    @Test
    void separatesResultsByOwner() {
        host.respondTo("/shoe.jpg", shoe("\"a1\""));
        process(DEFAULT_OPTIONS, "alice", host.url("/shoe.jpg"));

        var bobs = process(DEFAULT_OPTIONS, "bob", host.url("/shoe.jpg"));

        assertThat(bobs.counts().reused()).isZero();
        assertThat(requests()).hasSize(2).noneMatch(ResultCacheContract::isConditional);
    }

    @Test
    void separatesResultsByRecipe() {
        host.respondTo("/shoe.jpg", shoe("\"a1\""));
        process(DEFAULT_OPTIONS);

        var finer = process(new RequestOptions(
                new Recipe(80, 2048, 2048, Recipe.OutputFormat.KEEP), Optional.empty(), RequestOptions.CacheUse.USE));

        assertThat(finer.counts().reused()).isZero();
        assertThat(requests()).noneMatch(ResultCacheContract::isConditional);
    }

    @Test
    void keepsAReusedImageAfterItsFirstRequestIsDeleted() throws IOException {
        host.respondTo("/shoe.jpg", shoe("\"a1\""), status(304));
        var first = process(DEFAULT_OPTIONS);
        var second = process(DEFAULT_OPTIONS);
        var before = bytes(second);

        engineFixture.engine().requests().delete(first);
        engineFixture.awaitCondition(() -> !Files.exists(file(first)));
        var third = process(DEFAULT_OPTIONS);

        assertThat(bytes(second)).isEqualTo(before);
        assertThat(third.counts().reused()).isEqualTo(1);
        assertThat(bytes(third)).isEqualTo(before);
    }

    @Test
    void deletesTheImageWithItsLastRequest() {
        host.respondTo("/shoe.jpg", shoe("\"a1\""), status(304), shoe("\"a1\""));
        var first = process(DEFAULT_OPTIONS);
        var second = process(DEFAULT_OPTIONS);

        engineFixture.engine().requests().delete(second);
        engineFixture.engine().requests().delete(first);
        engineFixture.awaitCondition(() -> !Files.exists(file(first)) && !Files.exists(file(second)));
        var afterDeletion = process(DEFAULT_OPTIONS);

        assertThat(afterDeletion.counts().reused()).isZero();
    }

    @Test
    void survivesACrashBetweenCopyingAndRecording() throws IOException {
        host.respondTo("/shoe.jpg", shoe("\"a1\""), status(304));
        var first = process(DEFAULT_OPTIONS);
        var id = RequestId.random();
        var name = ImageFileName.of(id, 1, ImageFormat.JPEG);
        engineFixture
                .engine()
                .images()
                .publishCopy(new ImageFileName(published(first).fileName()), name);

        var second = engineFixture.awaitCompleted(accept(new SubmissionService.Submission(
                id, "", EngineFixture.csvStream(csv(host.url("/shoe.jpg"))), DEFAULT_OPTIONS, Optional.empty())));

        assertThat(second.counts().reused()).isEqualTo(1);
        assertThat(published(second).fileName()).isEqualTo(name.text());
        try (var files = Files.list(folder.resolve("images"))) {
            assertThat(files).hasSize(2);
        }
    }

    private Request process(RequestOptions options) {
        return process(options, "", host.url("/shoe.jpg"));
    }

    private Request process(RequestOptions options, String owner, String urls) {
        var submission = new SubmissionService.Submission(
                RequestId.random(), owner, EngineFixture.csvStream(csv(urls)), options, Optional.empty());
        var ended = engineFixture.awaitCompleted(accept(submission));
        assertThat(ended.counts().failed()).isZero();
        return ended;
    }

    private Request accept(SubmissionService.Submission submission) {
        return switch (engineFixture.submit(submission)) {
            case SubmitResult.Accepted(var request) -> request;
            case SubmitResult other -> throw new AssertionError("not accepted: " + other);
        };
    }

    private static String csv(String urls) {
        return "Serial Number,Product Name,Input Image URLs\n1,Shoe," + urls + "\n";
    }

    private List<ImageHost.RecordedRequest> requests() {
        return host.requests("/shoe.jpg");
    }

    private static boolean isConditional(ImageHost.RecordedRequest seen) {
        return seen.header("if-none-match").isPresent()
                || seen.header("if-modified-since").isPresent();
    }

    private PublishedImage published(Request request) {
        var product = engineFixture
                .engine()
                .requests()
                .products(request, 0, 1, Optional.empty())
                .getFirst();
        return product.places().getFirst().image().published().orElseThrow();
    }

    private byte[] bytes(Request request) throws IOException {
        return Files.readAllBytes(
                folder.resolve("images").resolve(published(request).fileName()));
    }

    private Path file(Request request) {
        return folder.resolve("images")
                .resolve(ImageFileName.of(request.id(), 1, ImageFormat.JPEG).text());
    }

    private static MockResponse shoe(String etag) {
        return image("image/jpeg", SHOE).withHeader("ETag", etag);
    }

    private static byte[] jpeg(Color color) {
        var image = new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setPaint(new GradientPaint(0, 0, color, 320, 240, Color.WHITE));
        graphics.fillRect(0, 0, 320, 240);
        graphics.dispose();
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "jpeg", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
