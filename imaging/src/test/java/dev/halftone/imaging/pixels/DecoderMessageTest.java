package dev.halftone.imaging.pixels;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecoderMessageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "VipsJpeg: premature end of JPEG image                                  | its data ends too early",
                "tiff2vips: Read error at scanline 7; got 120 bytes, expected 144       | its data ends too early",
                "gifload_buffer: Unexpected end of GIF source data                      | its data ends too early",
                "heif: Invalid input: Item has no data: Item has no compressed data     | its data ends too early",
                "pngload_buffer: IDAT: CRC error                                        | a checksum is wrong",
                "tiff2vips: ZLib error: incorrect data check                            | a checksum is wrong",
                "VipsJpeg: Bogus Huffman table definition                               | its coded data is invalid",
                "webp2vips: unable to read pixels                                       | its coded data is invalid",
                "gifload_buffer: Invalid frame data                                     | its coded data is invalid",
                "libheif: Decoder plugin generated an error: Unspecified                | its coded data is invalid",
                "heif: Memory allocation error: Security limit exceeded: Box size 9     "
                        + "| a part of it declares too large a size",
                "heifload: bad dimensions                                               | its size is invalid",
                "tiff2vips: tile size out of range                                      | its size is invalid",
                "tiff2vips: ZSTD compression support is not configured                  "
                        + "| it declares a feature that is not supported here",
                "tiff2vips: bad colormap                                                "
                        + "| its palette is missing or invalid",
                "libheif: Invalid input: No 'meta' box                                  | its structure is invalid",
                "webp: unable to parse image                                            | its structure is invalid",
                "tiff2vips: Failed to read directory at offset 999999                   | its structure is invalid",
            })
    void explainsTextsOfDecoders(String text, String reason) {
        assertThat(DecoderMessage.explain(text)).contains(reason);
    }

    /// The last line of a log is from the call that failed. It often says least.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "VipsJpeg: premature end of JPEG image\nunable to write to target target",
                "VipsJpeg: premature end of JPEG image\nVipsJpeg: out of order read at line 48"
            })
    void findsTheMostTellingLine(String log) {
        assertThat(DecoderMessage.explain(log)).contains("its data ends too early");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "unable to write to target target", "vipspng: libpng read error"})
    void doesNotGuess(String text) {
        assertThat(DecoderMessage.explain(text)).isEmpty();
    }
}
