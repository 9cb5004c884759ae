package dev.halftone.app.web;

import static dev.halftone.app.ServerFixture.HEADER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.ServerFixture;
import dev.halftone.testkit.api.ApiClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Listing the products of a request.
class ProductsTest {
    @RegisterExtension
    static final ServerFixture server = ServerFixture.start();

    private final ApiClient apiClient = server.client();
    private String products = "";

    @BeforeEach
    void submit() {
        var path = apiClient.submit(HEADER
                + "001,Chair,\"http://a.test/1.jpg,http://a.test/missing.jpg\"\r\n"
                + "002,Lamp,http://a.test/2.jpg\r\n"
                + "003,Vase,http://a.test/missing.png\r\n");
        apiClient.awaitEnd(path);
        products = path + "/products";
    }

    @Test
    void reportsTheResultOfEachImage() {
        var chair = apiClient.get(products).json().at("/items/0");

        assertThat(chair.path("serial_number").asString()).isEqualTo("001");
        assertThat(chair.path("product_name").asString()).isEqualTo("Chair");
        assertThat(chair.path("status").asString()).isEqualTo("partial");
        assertThat(chair.at("/images/0/position").asInt()).isEqualTo(1);
        assertThat(chair.at("/images/0/input_url").asString()).isEqualTo("http://a.test/1.jpg");
        assertThat(chair.at("/images/0/output_url").asString())
                .matches(ServerFixture.PUBLIC_URL + "/processed_images/[0-9a-f]{32}\\.jpg");
        assertThat(chair.at("/images/0/bytes").toString()).isEqualTo("{\"in\":38,\"out\":19}");
        assertThat(chair.at("/images/0/reused").asBoolean()).isFalse();
        assertThat(chair.at("/images/1/code").asString()).isEqualTo("http_404");
        assertThat(chair.at("/images/1/attempts").asInt()).isEqualTo(1);
        assertThat(chair.at("/images/1/output_url").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"succeeded, Lamp", "partial, Chair", "failed, Vase"})
    void filtersByOneStatus(String status, String name) {
        var items = apiClient.get(products + "?status=" + status).json().at("/items");

        assertThat(items.findValuesAsString("product_name")).containsExactly(name);
    }

    @Test
    void filtersBySeveralStatusesInCsvOrder() {
        var items = apiClient.get(products + "?status=failed,partial").json().at("/items");

        assertThat(items.findValuesAsString("product_name")).containsExactly("Chair", "Vase");
    }

    @ParameterizedTest
    @CsvSource({"CHA, Chair", "002, Lamp", "%20vase, Vase"})
    void searchesByNameAndSerialNumber(String query, String name) {
        var items = apiClient.get(products + "?search=" + query).json().at("/items");

        assertThat(items.findValuesAsString("product_name")).containsExactly(name);
    }

    @Test
    void pagesThroughSearchResults() {
        var first = apiClient.get(products + "?search=a&limit=2");

        var second = apiClient.get(products + "?search=a&limit=2&cursor=" + first.field("/next_cursor"));

        assertThat(first.json().at("/items").findValuesAsString("product_name")).containsExactly("Chair", "Lamp");
        assertThat(second.json().at("/items").findValuesAsString("product_name"))
                .containsExactly("Vase");
        assertThat(second.json().at("/next_cursor").isNull()).isTrue();
    }

    @Test
    void rejectsATooLongSearch() {
        var apiResponse = apiClient.get(products + "?search=" + "a".repeat(201));

        assertThat(apiResponse.statusAndCode()).isEqualTo("422 invalid_option");
    }

    @Test
    void listsNothingForAStatusWithoutProducts() {
        assertThat(apiClient
                        .get(products + "?status=pending")
                        .json()
                        .at("/items")
                        .size())
                .isZero();
    }

    @Test
    void pagesThroughProducts() {
        var first = apiClient.get(products + "?limit=2");

        var second = apiClient.get(products + "?limit=2&cursor=" + first.field("/next_cursor"));

        assertThat(first.json().at("/items").findValuesAsString("product_name")).containsExactly("Chair", "Lamp");
        assertThat(second.json().at("/items").findValuesAsString("product_name"))
                .containsExactly("Vase");
        assertThat(second.json().at("/next_cursor").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'code=http_404', 'Chair,Vase'",
        "'code=http_404,timed_out&status=failed', Vase",
        "'code=http_404&search=chair', Chair",
        "code=timed_out, ''",
        "'code=http_404&status=succeeded', ''"
    })
    void filtersByTheReasonOfAFailure(String query, String names) {
        var items = apiClient.get(products + "?" + query).json().at("/items");

        assertThat(String.join(",", items.findValuesAsString("product_name"))).isEqualTo(names);
    }

    @ParameterizedTest
    @CsvSource({
        "code, http_4044",
        "code, HTTP_404",
        "code, 404",
        "code, 'http_404,'",
        "status, done",
        "status, FAILED",
        "status, 'failed,'",
        "limit, 501",
        "cursor, x"
    })
    void rejectsInvalidParameters(String field, String value) {
        var apiResponse = apiClient.get(products + "?" + field + "=" + value);

        assertThat(apiResponse.statusAndCode()).isEqualTo("422 invalid_option");
        assertThat(apiResponse.field("/field")).isEqualTo(field);
    }
}
