package dev.halftone.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandardColumnTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Serial Number",
                "serial number",
                "SERIAL-NUMBER",
                "serial_number",
                "SerialNumber",
                "  Serial  Number ",
                "S. No.",
                "S.No",
                "s no",
                "Sr. No.",
                "Sr No",
                "Sl. No.",
                "Serial No",
                "Serial No.",
                "Serial\u00A0Number"
            })
    void theSerialNumberIsKnownAs(String name) {
        assertThat(StandardColumn.named(name)).hasValue(StandardColumn.SERIAL_NUMBER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Product Name", "product name", "Product-Name", "PRODUCT_NAME", "ProductName\n"})
    void acceptsNamesOfProductNameColumn(String name) {
        assertThat(StandardColumn.named(name)).hasValue(StandardColumn.PRODUCT_NAME);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Input Image URLs",
                "Input Image Urls",
                "input-image-urls",
                "Image URLs",
                "image_url",
                "Image.URLs"
            })
    void theUrlsAreKnownAs(String name) {
        assertThat(StandardColumn.named(name)).hasValue(StandardColumn.IMAGE_URLS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Output Image URLs", "Name", "Product", "URL", "Serial", "Number", "Nº", "Price"})
    void rejectsOtherColumnNames(String name) {
        assertThat(StandardColumn.named(name)).isEmpty();
    }
}
