package dev.halftone.imaging.header;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageFormat;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/// What is read from an image's header without decoding it.
class ImageHeaderTest {

    @Test
    void readsSizeOfStillAv1Sequence() {
        // Profile 0, a still picture with a reduced header, a level; 8 bits each for width and height.
        var bits = "000" + "1" + "1" + "01000" + "0111" + "0111" + bits(159, 8) + bits(119, 8);

        assertThat(new Av1Bitstream.SequenceHeader(new Bytes.BitReader(bytes(bits), 0)).pixels())
                .isEqualTo(160 * 120);
    }

    @Test
    void readsSizeOfAv1SequenceWithTimingAndOperatingPoints() {
        var timing = "1" + bits(1, 32) + bits(30, 32) + "1" + "011" + "1" + bits(9, 5) + bits(1, 32) + bits(9, 10);
        var points = "1" + bits(1, 5) + point(13) + point(5);
        var bits = "000" + "0" + "0" + timing + points + "1111" + "1111" + bits(65_535, 16) + bits(16_383, 16);

        assertThat(new Av1Bitstream.SequenceHeader(new Bytes.BitReader(bytes(bits), 0)).pixels())
                .isEqualTo(65_536L * 16_384);
    }

    // The layers; the level, of which those above 7 have a tier; delays of ten bits each; a display delay.
    private static String point(int level) {
        return bits(0, 12) + bits(level, 5) + (level > 7 ? "0" : "") + "1" + bits(0, 21) + "1" + bits(0, 4);
    }

    @Test
    void readsSizeOfHevcParameterSetWithSubLayersAndEscapes() {
        var profile = "0".repeat(88) + bits(93, 8);
        var subLayers = "11" + "01" + "0".repeat(12) + "0".repeat(88) + bits(93, 8) + bits(90, 8);
        var bits = "0000" + "010" + "1" + profile + subLayers + "1" + "010" + golomb(4_032) + golomb(3_024);

        var set = HevcBitstream.SequenceParameterSet.parse(escaped(bytes("0100001000000001" + bits)), 0);

        assertThat(set.pixels()).isEqualTo(4_032 * 3_024);
    }

    // ITU-T H.265 clause 7.3.1.1.
    private static Bytes escaped(Bytes plain) {
        var out = new ByteArrayOutputStream();
        var zeros = 0;
        for (var octet : plain.array()) {
            if (zeros == 2 && octet >= 0 && octet <= 3) out.write(3);
            zeros = octet != 0 ? 0 : zeros == 2 ? 1 : zeros + 1;
            out.write(octet);
        }
        return new Bytes(out.toByteArray());
    }

    @Test
    void countsFramesOfAnimatedPng() {
        var start = "\u0089PNG\r\n\u001a\n" + chunk("IHDR", "\0\0\0\20\0\0\0\20\b\2\0\0\0")
                + chunk("acTL", "\0\0\0\144\0\0\0\0");
        var control = chunk("fcTL", "\0\0\0\0\0\0\0\20\0\0\0\20\0\0\0\0\0\0\0\0\0\1\0\12\0\0");

        var animated = header(start + control + chunk("IDAT", ""), ImageFormat.PNG);
        var broken = header(start + chunk("IDAT", ""), ImageFormat.PNG);

        assertThat(animated.pixels()).isEqualTo(100 * 16 * 16);
        assertThat(animated.isAnimated()).isTrue();
        assertThat(broken.pixels()).isEqualTo(100 * 16 * 16);
        assertThat(broken.isAnimated()).isFalse();
    }

    @Test
    void acceptsGifWithoutTrailerButNotTruncatedGif() {
        var gif = "GIF89a\1\0\1\0\0\0\0" + ",\0\0\0\0\1\0\1\0\0" + "\2\2L\1\0";

        assertThat(header(gif + ";", ImageFormat.GIF).isComplete()).isTrue();
        assertThat(header(gif, ImageFormat.GIF).isComplete()).isTrue();
        assertThat(header(gif.substring(0, gif.length() - 1), ImageFormat.GIF).isComplete())
                .isFalse();
    }

    private static ImageHeader header(String bytes, ImageFormat format) {
        return ImageHeader.of(new ImageBytes(bytes.getBytes(StandardCharsets.ISO_8859_1)), format);
    }

    private static String chunk(String type, String content) {
        var checked = type + content;
        var checksum = new CRC32();
        checksum.update(checked.getBytes(StandardCharsets.ISO_8859_1));
        var sum = ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array();
        return "\0\0\0" + (char) content.length() + checked + new String(sum, StandardCharsets.ISO_8859_1);
    }

    private static String bits(long number, int count) {
        var binary = number == 0 ? "" : Long.toBinaryString(number);
        return "0".repeat(count - binary.length()) + binary;
    }

    // ITU-T H.265 clause 9.2.
    private static String golomb(long number) {
        var binary = Long.toBinaryString(number + 1);
        return "0".repeat(binary.length() - 1) + binary;
    }

    private static Bytes bytes(String bits) {
        var padded = bits + "1" + "0".repeat(15 - bits.length() % 8);
        var bytes = new byte[padded.length() / 8];
        for (var i = 0; i < bytes.length; i++)
            bytes[i] = (byte) Integer.parseInt(padded.substring(8 * i, 8 * i + 8), 2);
        return new Bytes(bytes);
    }
}
