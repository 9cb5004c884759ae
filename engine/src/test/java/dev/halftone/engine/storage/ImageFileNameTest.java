package dev.halftone.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.halftone.engine.request.RequestId;
import dev.halftone.imaging.ImageFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFileNameTest {
    private static final RequestId REQUEST = new RequestId("00112233445566778899aabbccddeeff");

    @Test
    void isStableForAnImage() {
        var name = ImageFileName.of(REQUEST, 7, ImageFormat.JPEG);

        assertThat(name).isEqualTo(ImageFileName.of(REQUEST, 7, ImageFormat.JPEG));
        // Files of earlier versions are found by this name: it must never change.
        assertThat(name.text()).isEqualTo("906bb8b53ab46d6561820005f2ff4cf2.jpg");
    }

    @Test
    void differsForEachImageAndRequest() {
        var name = ImageFileName.of(REQUEST, 7, ImageFormat.JPEG);

        assertThat(name).isNotEqualTo(ImageFileName.of(REQUEST, 8, ImageFormat.JPEG));
        assertThat(name).isNotEqualTo(ImageFileName.of(RequestId.random(new Random(1)), 7, ImageFormat.JPEG));
    }

    @ParameterizedTest
    @EnumSource(names = {"JPEG", "PNG", "WEBP", "AVIF", "GIF"})
    void returnsItsFormat(ImageFormat format) {
        assertThat(ImageFileName.of(REQUEST, 0, format).format()).isEqualTo(format);
    }

    @ParameterizedTest
    @EnumSource(names = {"TIFF", "BMP", "HEIC"})
    void rejectsFormatsThatAreNeverPublished(ImageFormat format) {
        assertThatIllegalArgumentException().isThrownBy(() -> ImageFileName.of(REQUEST, 0, format));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00112233445566778899aabbccddeeff",
                "00112233445566778899aabbccddeeff.JPG",
                "00112233445566778899AABBCCDDEEFF.jpg",
                "00112233445566778899aabbccddeeff.jpg\n",
                "00112233445566778899aabbccddeeff.svg",
                "../00112233445566778899aabbccddeeff.jpg",
                "%2e%2e%2f2233445566778899aabbccddeeff.jpg",
                "/etc/passwd",
                ".00112233445566778899aabbccddeef.part",
            })
    void isNothingElse(String text) {
        assertThat(ImageFileName.isName(text)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new ImageFileName(text));
    }
}
