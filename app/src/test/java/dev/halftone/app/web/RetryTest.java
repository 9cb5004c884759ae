package dev.halftone.app.web;

import static dev.halftone.app.ServerFixture.HEADER;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.ServerFixture;
import dev.halftone.testkit.api.ApiClient;
import dev.halftone.testkit.api.ApiResponse;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Retrying the images that failed for one reason, and those with other URLs.
class RetryTest {
    private static final String MISSING = "http://a.test/missing.jpg";
    private static final String DAMAGED = "http://a.test/damaged.jpg";
    private static final String GOOD = "http://a.test/good.jpg";
    private static final String OTHER = "http://b.test/other.jpg";

    @RegisterExtension
    static final ServerFixture server = ServerFixture.start();

    private final ApiClient apiClient = server.client();

    @Test
    void retriesOnlyImagesThatFailedForTheReason() {
        var path = submit("http://a.test/missing-for-now.jpg", DAMAGED, GOOD);
        server.imageService().addImage("http://a.test/missing-for-now.jpg");

        var others = apiClient.post(path + "/retry?code=corrupt_image");
        apiClient.awaitEnd(path);
        var failedAfterOthers = failures(path);
        var missing = apiClient.post(path + "/retry?code=http_404,timed_out");
        apiClient.awaitEnd(path);

        assertThat(List.of(others.status(), missing.status())).containsExactly(202, 202);
        assertThat(failedAfterOthers).isEqualTo("corrupt_image 1, http_404 1");
        assertThat(failures(path)).isEqualTo("corrupt_image 1");
    }

    @ParameterizedTest
    @CsvSource({
        "code=timed_out, 409 nothing_to_retry",
        "code=http_4044, 422 invalid_option",
        "code=HTTP_404, 422 invalid_option",
        "code=http_404&code=http_404, 422 invalid_option",
        "reason=http_404, 422 invalid_option"
    })
    void retriesNothingWithoutAKnownReasonThatApplies(String query, String problem) {
        var path = submit(MISSING);

        assertThat(apiClient.post(path + "/retry?" + query).statusAndCode()).isEqualTo(problem);
        assertThat(apiClient.get(path).field("/status")).isEqualTo("completed");
    }

    @Test
    void fetchesAnotherUrlAndKeepsTheOldOneInTheOutputs() {
        var path = submit(GOOD, MISSING, DAMAGED);

        var retried = replace(path, Map.of(MISSING, OTHER));
        apiClient.awaitEnd(path);

        assertThat(retried.status()).isEqualTo(202);
        assertThat(failures(path)).isEqualTo("corrupt_image 1");
        var image = images(path).get(1);
        assertThat(image.path("input_url").asString()).isEqualTo(MISSING);
        assertThat(image.path("fetch_url").asString()).isEqualTo(OTHER);
        assertThat(content(image)).isEqualTo(OTHER);
        assertThat(apiClient.get(path + "/output.csv").text()).contains(GOOD + "," + MISSING + "," + DAMAGED);
        assertThat(images(path).get(0).path("fetch_url").isNull()).isTrue();
    }

    @Test
    void keepsTheOtherUrlForLaterRetries() {
        var path = submit("http://a.test/missing-before.jpg");
        var later = "http://b.test/missing-too.jpg";
        replace(path, Map.of("http://a.test/missing-before.jpg", later));
        apiClient.awaitEnd(path);
        server.imageService().addImage(later);

        apiClient.post(path + "/retry");
        apiClient.awaitEnd(path);

        assertThat(content(images(path).getFirst())).isEqualTo(later);
    }

    @Test
    void replacesTheOtherUrlAgain() {
        var path = submit(MISSING);
        replace(path, Map.of(MISSING, DAMAGED));
        apiClient.awaitEnd(path);

        var byFetched = replace(path, Map.of(DAMAGED, MISSING));
        apiClient.awaitEnd(path);
        var restored = images(path).getFirst();
        replace(path, Map.of(MISSING, OTHER));
        apiClient.awaitEnd(path);

        assertThat(byFetched.status()).isEqualTo(202);
        assertThat(restored.path("fetch_url").isNull()).isTrue();
        assertThat(content(images(path).getFirst())).isEqualTo(OTHER);
    }

    @ParameterizedTest
    @CsvSource({
        "//a.test/missing.jpg, https://a.test/missing.jpg, //b.test/1.jpg",
        "www.a.test/missing.jpg, https://www.a.test/missing.jpg, www.b.test/1.jpg",
        "www.a.test/missing.jpg, www.a.test/missing.jpg, https://b.test/1.jpg",
        "http://a.test/missing.jpg, ' http://a.test/missing.jpg ', ' http://b.test/1.jpg '"
    })
    void findsTheImageByItsUrlAsUploadedOrAsFetched(String uploaded, String old, String url) {
        var path = submit(uploaded);

        var retried = replace(path, Map.of(old, url));
        apiClient.awaitEnd(path);

        assertThat(retried.status()).isEqualTo(202);
        assertThat(failures(path)).isEmpty();
    }

    @Test
    void takesTheUrlOfAnotherImage() {
        var path = submit(GOOD, MISSING);

        replace(path, Map.of(MISSING, GOOD));
        apiClient.awaitEnd(path);

        assertThat(images(path)).allSatisfy(image -> assertThat(content(image)).isEqualTo(GOOD));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "photo.jpg",
                "/photo.jpg",
                "ftp://b.test/1.jpg",
                "http://",
                "http://b.test:99999/",
                "http://127.0.0.1/1.jpg",
                "http://10.0.0.1/",
                "http://[::1]/",
                "http://localhost/1.jpg",
                "http://2130706433/",
                "http://u:p@b.test/1.jpg",
                "http://b.test:8080/1.jpg",
                "http://b.test/\u00001.jpg",
                "http://b.test/\n1.jpg",
                "http://b.test/\ud800",
                "file:///etc/passwd"
            })
    void changesNothingForAUrlThatCannotBeFetched(String url) {
        var path = submit(MISSING, DAMAGED);
        var before = apiClient.get(path).text();

        var rejected = replace(path, Map.of(MISSING, OTHER, DAMAGED, url));

        assertThat(rejected.statusAndCode()).isEqualTo("422 invalid_option");
        assertThat(rejected.field("/field")).isEqualTo("urls");
        assertThat(apiClient.get(path).text()).isEqualTo(before);
        assertThat(images(path))
                .allSatisfy(
                        image -> assertThat(image.path("fetch_url").isNull()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://a.test/unknown.jpg", GOOD, "", "http://a.test/MISSING.jpg", "\u0000"})
    void changesNothingForAnImageThatIsUnknownOrHasNotFailed(String old) {
        var path = submit(MISSING, GOOD);
        var before = apiClient.get(path).text();

        var rejected = replace(path, Map.of(MISSING, OTHER, old, OTHER));

        assertThat(rejected.statusAndCode()).isEqualTo("422 invalid_option");
        assertThat(rejected.field("/detail")).contains(old.startsWith("http") ? old : "");
        assertThat(apiClient.get(path).text()).isEqualTo(before);
    }

    @Test
    void rejectsTwoUrlsForOneImage() {
        var path = submit("//a.test/missing.jpg");

        var rejected = replace(path, Map.of("//a.test/missing.jpg", OTHER, "https://a.test/missing.jpg", GOOD));

        assertThat(rejected.statusAndCode()).isEqualTo("422 invalid_option");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                        | 202",
                "{\"urls\": {}}                            | 409 nothing_to_retry",
                "{\"urls\": null}                          | 422 invalid_option",
                "{\"urls\": []}                            | 422 invalid_option",
                "{\"urls\": {\"http://a.test/missing.jpg\": 1}} | 422 invalid_option",
                "{\"url\": {}}                             | 422 invalid_option",
                "[]                                        | 400 bad_request",
                "{\"urls\": {                              | 400 bad_request",
                "{\"urls\": {}} x                          | 400 bad_request",
                "{\"urls\": {\"a\": \"b\", \"a\": \"c\"}}  | 400 bad_request"
            })
    void readsTheBodyStrictly(String body, String expected) {
        var path = submit(MISSING);

        assertThat(post(path + "/retry", body, "application/json").statusAndCode())
                .startsWith(expected);
    }

    @Test
    void rejectsReasonsTogetherWithUrls() {
        var path = submit(MISSING);

        var rejected = post(path + "/retry?code=http_404", json(Map.of(MISSING, OTHER)), "application/json");

        assertThat(rejected.statusAndCode()).isEqualTo("422 invalid_option");
    }

    @Test
    void takesNoFormAsBody() {
        var path = submit(MISSING);

        var form = post(path + "/retry", json(Map.of(MISSING, OTHER)), "application/x-www-form-urlencoded");

        assertThat(form.statusAndCode()).isEqualTo("415 unsupported_media_type");
        assertThat(post(path + "/retry", "", "application/x-www-form-urlencoded")
                        .status())
                .isEqualTo(202);
    }

    @Test
    void takesAThousandUrlsOfUpToAMebibyte() {
        var query = "?" + "x".repeat(400);
        var images = IntStream.range(0, 1_001).mapToObj(i -> MISSING + "?" + i).toList();
        var path = submit(images.toArray(String[]::new));
        var all = images.stream().collect(toMap(image -> image, image -> image.replace("missing", "good") + query));

        var tooMany = replace(path, all);
        all.remove(images.getFirst());
        var retried = replace(path, all);
        apiClient.awaitEnd(path);
        var tooLong = replace(path, Map.of(images.getFirst(), OTHER + "?" + "x".repeat(1 << 20)));

        assertThat(tooMany.statusAndCode()).isEqualTo("422 invalid_option");
        assertThat(retried.status()).isEqualTo(202);
        assertThat(failures(path)).isEqualTo("http_404 1");
        assertThat(tooLong.statusAndCode()).isEqualTo("413 body_too_large");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void replacesExactlyTheUrlsThatAreNamed(long seed) {
        var random = new Random(seed);
        var urls = IntStream.range(0, 40)
                .mapToObj(i -> (random.nextBoolean() ? "http://a.test/missing" : "http://a.test/good")
                        + random.nextInt(25) + ".jpg")
                .toList();
        var path = submit(urls.toArray(String[]::new));
        var newUrls = urls.stream()
                .distinct()
                .filter(url -> url.contains("missing") && random.nextBoolean())
                .collect(toMap(url -> url, url -> "http://b.test/" + (random.nextInt(4) == 0 ? "missing" : "good")));

        var retried = replace(path, newUrls);
        apiClient.awaitEnd(path);

        assertThat(retried.status()).isEqualTo(newUrls.isEmpty() ? 409 : 202);
        var fetched = urls.stream().map(url -> newUrls.getOrDefault(url, url)).toList();
        assertThat(images(path).stream().map(RetryTest.this::contentOrFailure))
                .containsExactlyElementsOf(fetched.stream()
                        .map(url -> url.contains("missing") ? "http_404" : url)
                        .toList());
        assertThat(apiClient.get(path).json().at("/images/failed").asInt()).isEqualTo((int)
                fetched.stream().filter(url -> url.contains("missing")).count());
    }

    private String submit(String... urls) {
        var path = apiClient.submit(HEADER + "1,Chair,\"" + String.join(",", urls) + "\"\r\n");
        apiClient.awaitEnd(path);
        return path;
    }

    private ApiResponse replace(String path, Map<String, String> urls) {
        return post(path + "/retry", json(urls), "application/json");
    }

    private ApiResponse post(String path, String body, String type) {
        return apiClient.send("POST", path, BodyPublishers.ofString(body), "Content-Type", type);
    }

    /// Escapes what UTF-8 cannot encode.
    private static String json(Map<String, String> urls) {
        return urls.entrySet().stream()
                .map(pair -> quoted(pair.getKey()) + ":" + quoted(pair.getValue()))
                .collect(joining(",", "{\"urls\":{", "}}"));
    }

    private static String quoted(String text) {
        return text.chars()
                .mapToObj(c -> c < ' ' || c > '~' ? "\\u%04x".formatted(c) : Character.toString(c))
                .collect(joining("", "\"", "\""));
    }

    private List<JsonNode> images(String path) {
        return apiClient
                .get(path + "/products")
                .json()
                .at("/items/0/images")
                .valueStream()
                .toList();
    }

    private String contentOrFailure(JsonNode image) {
        return image.path("code").isNull() ? content(image) : image.path("code").asString();
    }

    /// The fake image service publishes the URL as the image.
    private String content(JsonNode image) {
        var url = image.path("output_url").asString();
        return apiClient.get(url.substring(ServerFixture.PUBLIC_URL.length())).text();
    }

    private String failures(String path) {
        return apiClient
                .get(path + "/failures")
                .json()
                .at("/items")
                .valueStream()
                .map(group -> group.path("code").asString() + " "
                        + group.path("images").asInt())
                .collect(joining(", "));
    }
}
