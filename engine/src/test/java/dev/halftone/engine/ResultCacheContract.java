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

/// The same work again: really fetched, coded and published, on either database.
abstract class ResultCacheContract {
    private static final RequestOptions USUAL = new RequestOptions(Recipe.defaults(), Optional.empty());
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
        var first = done(USUAL);

        var second = done(USUAL);

        assertThat(asked().getLast().header("if-none-match")).contains("\"a1\"");
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
        done(USUAL);

        var reused = done(USUAL);
        var coded = done(WITHOUT_CACHE);

        assertThat(bytes(reused)).isEqualTo(bytes(coded));
        for (var request : List.of(reused, coded)) {
            assertThat(published(request).fileName())
                    .isEqualTo(
                            ImageFileName.of(request.id(), 1, ImageFormat.JPEG).text());
        }
    }

    @Test
    void countsEveryPlaceOfAReusedImage() {
        host.respondTo("/shoe.jpg", shoe("\"a1\""), status(304));
        done(USUAL);

        var again = done(USUAL, "", "\"" + host.url("/shoe.jpg") + "," + host.url("/shoe.jpg") + "\"");

        assertThat(again.counts().reused()).isEqualTo(2);
        assertThat(asked()).hasSize(2);
    }

    @Test
    void recompressesAChangedImage() throws IOException {
        host.respondTo(
                "/shoe.jpg", shoe("\"a1\""), image("image/jpeg", NEW_SHOE).withHeader("ETag", "\"b2\""), status(304));
        var first = done(USUAL);

        var second = done(USUAL);
        var third = done(USUAL);

        assertThat(second.counts().reused()).isZero();
        assertThat(bytes(second)).isNotEqualTo(bytes(first));
        assertThat(asked().getLast().header("if-none-match")).contains("\"b2\"");
        assertThat(bytes(third)).isEqualTo(bytes(second));
    }

    @Test
    void reusesAResultWhenTheServerSendsTheSameBytes() {
        host.respondTo("/shoe.jpg", shoe("\"a1\""), shoe("\"b2\""), status(304));
        done(USUAL);

        var second = done(USUAL);
        done(USUAL);

        assertThat(second.counts().reused()).isEqualTo(1);
        assertThat(asked().getLast().header("if-none-match")).contains("\"b2\"");
    }

    @Test
    void comparesBytesWithoutValidators() {
        host.respondTo("/shoe.jpg", image("image/jpeg", SHOE));
        done(USUAL);

        var second = done(USUAL);

        assertThat(second.counts().reused()).isEqualTo(1);
        assertThat(asked()).noneMatch(ResultCacheContract::isConditional);
    }

    @Test
    void recompressesWhenTheCachedFileIsGone() throws IOException {
        host.respondTo("/shoe.jpg", shoe("\"a1\""), status(304), shoe("\"a1\""));
        var first = done(USUAL);
        var before = bytes(first);
        Files.delete(file(first));

        var second = done(USUAL);

        assertThat(second.counts().reused()).isZero();
        assertThat(bytes(second)).isEqualTo(before);
        assertThat(asked()).extracting(ResultCacheContract::isConditional).containsExactly(false, true, false);
        assertThat(engineFixture.engine().requests().products(second, 0, 1, Optional.empty()))
                .allSatisfy(product -> assertThat(
                                product.places().getFirst().image().attempts())
                        .isEqualTo(1));
    }

    @Test
    void sendsNoValidatorsAndCachesNothingWithoutTheCache() {
        host.respondTo("/shoe.jpg", shoe("\"a1\""));
        done(WITHOUT_CACHE);
        var afterNothing = done(USUAL);

        var without = done(WITHOUT_CACHE);

        assertThat(afterNothing.counts().reused()).isZero();
        assertThat(without.counts().reused()).isZero();
        assertThat(asked()).hasSize(3).noneMatch(ResultCacheContract::isConditional);
    }

    @Test
    void separatesResultsByOwner() {
        host.respondTo("/shoe.jpg", shoe("\"a1\""));
        done(USUAL, "alice", host.url("/shoe.jpg"));

        var bobs = done(USUAL, "bob", host.url("/shoe.jpg"));

        assertThat(bobs.counts().reused()).isZero();
        assertThat(asked()).hasSize(2).noneMatch(ResultCacheContract::isConditional);
    }

    @Test
    void separatesResultsByRecipe() {
        host.respondTo("/shoe.jpg", shoe("\"a1\""));
        done(USUAL);

        var finer = done(new RequestOptions(
                new Recipe(80, 2048, 2048, Recipe.OutputFormat.KEEP), Optional.empty(), RequestOptions.CacheUse.USE));

        assertThat(finer.counts().reused()).isZero();
        assertThat(asked()).noneMatch(ResultCacheContract::isConditional);
    }

    @Test
    void keepsAReusedImageAfterItsFirstRequestIsDeleted() throws IOException {
        host.respondTo("/shoe.jpg", shoe("\"a1\""), status(304));
        var first = done(USUAL);
        var second = done(USUAL);
        var before = bytes(second);

        engineFixture.engine().requests().delete(first);
        engineFixture.awaitCondition(() -> !Files.exists(file(first)));
        var third = done(USUAL);

        assertThat(bytes(second)).isEqualTo(before);
        assertThat(third.counts().reused()).isEqualTo(1);
        assertThat(bytes(third)).isEqualTo(before);
    }

    @Test
    void deletesTheImageWithItsLastRequest() {
        host.respondTo("/shoe.jpg", shoe("\"a1\""), status(304), shoe("\"a1\""));
        var first = done(USUAL);
        var second = done(USUAL);

        engineFixture.engine().requests().delete(second);
        engineFixture.engine().requests().delete(first);
        engineFixture.awaitCondition(() -> !Files.exists(file(first)) && !Files.exists(file(second)));
        var anew = done(USUAL);

        assertThat(anew.counts().reused()).isZero();
    }

    @Test
    void survivesACrashBetweenCopyingAndRecording() throws IOException {
        host.respondTo("/shoe.jpg", shoe("\"a1\""), status(304));
        var first = done(USUAL);
        var id = RequestId.random();
        var name = ImageFileName.of(id, 1, ImageFormat.JPEG);
        engineFixture
                .engine()
                .images()
                .publishCopy(new ImageFileName(published(first).fileName()), name);

        var second = engineFixture.awaitCompleted(accept(new RequestService.Submission(
                id, "", EngineFixture.csvStream(csv(host.url("/shoe.jpg"))), USUAL, Optional.empty())));

        assertThat(second.counts().reused()).isEqualTo(1);
        assertThat(published(second).fileName()).isEqualTo(name.text());
        try (var files = Files.list(folder.resolve("images"))) {
            assertThat(files).hasSize(2);
        }
    }

    private Request done(RequestOptions options) {
        return done(options, "", host.url("/shoe.jpg"));
    }

    private Request done(RequestOptions options, String owner, String urls) {
        var submission = new RequestService.Submission(
                RequestId.random(), owner, EngineFixture.csvStream(csv(urls)), options, Optional.empty());
        var ended = engineFixture.awaitCompleted(accept(submission));
        assertThat(ended.counts().failed()).isZero();
        return ended;
    }

    private Request accept(RequestService.Submission submission) {
        return switch (engineFixture.submit(submission)) {
            case SubmitResult.Accepted(var request) -> request;
            case SubmitResult other -> throw new AssertionError("not accepted: " + other);
        };
    }

    private static String csv(String urls) {
        return "Serial Number,Product Name,Input Image URLs\n1,Shoe," + urls + "\n";
    }

    private List<ImageHost.RecordedRequest> asked() {
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

    private static byte[] jpeg(Color colour) {
        var picture = new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB);
        var pen = picture.createGraphics();
        pen.setPaint(new GradientPaint(0, 0, colour, 320, 240, Color.WHITE));
        pen.fillRect(0, 0, 320, 240);
        pen.dispose();
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "jpeg", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
