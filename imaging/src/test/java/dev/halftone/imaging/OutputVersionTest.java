package dev.halftone.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Published images are reused as long as the output version stays the same.
class OutputVersionTest {
    /// 24 x 16 pixels, 4:2:0.
    private static final byte[] PICTURE = Base64.getMimeDecoder().decode("""
            /9j/4AAQSkZJRgABAgAAAQABAAD/2wBDAAMCAgMCAgMDAwMEAwMEBQgFBQQEBQoHBwYIDAoMDAsKCwsNDhIQDQ4RDgsLEBYQ
            ERMUFRUVDA8XGBYUGBIUFRT/2wBDAQMEBAUEBQkFBQkUDQsNFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQU
            FBQUFBQUFBQUFBQUFBT/wAARCAAQABgDASIAAhEBAxEB/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAA
            AgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6
            Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXG
            x8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/8QAHwEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQoL/8QAtREA
            AgECBAQDBAcFBAQAAQJ3AAECAxEEBSExBhJBUQdhcRMiMoEIFEKRobHBCSMzUvAVYnLRChYkNOEl8RcYGRomJygpKjU2Nzg5
            OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6goOEhYaHiImKkpOUlZaXmJmaoqOkpaanqKmqsrO0tba3uLm6wsPE
            xcbHyMnK0tPU1dbX2Nna4uPk5ebn6Onq8vP09fb3+Pn6/9oADAMBAAIRAxEAPwD480T4Xfc/c/gRXoGifC/7o8nv6V75ofwu
            wq4hP5V6Bovww5X9zxx2r2cfxbyp3lY+M4R45+H3zwLRPhcQB+5Bx7UV9eaJ8L/u4h/Sivz/ABHF3v6Tt936n9b5Vxz/ALMv
            eP/Z
            """);

    private final Recompressor recompressor = Recompressor.open(ImageLimits.defaults(), Optional.empty());

    @Test
    void changedOutputRequiresNewVersion() throws Exception {
        var done = (Recompressed.Done) recompressor.recompress(new ImageBytes(PICTURE), Recipe.defaults());

        var sha256 = MessageDigest.getInstance("SHA-256").digest(done.bytes().array());
        assertThat(HexFormat.of().formatHex(sha256))
                .as("where the new bytes are meant, raise Recompressor.VERSION and write their hash down here")
                .isEqualTo("8242d5a7f143f37e3ca1545b19feaba37f2c4e8b4bce3d8a20dc3b699a110a60");
        assertThat(recompressor.outputVersion()).startsWith("halftone 4, ");
    }

    @Test
    void pixelLimitIsPartOfTheVersion() {
        var modest = Recompressor.open(new ImageLimits(1_000_000, Duration.ofSeconds(20)), Optional.empty());
        var timeLimited = Recompressor.open(new ImageLimits(100_000_000, Duration.ofSeconds(1)), Optional.empty());

        assertThat(modest.outputVersion()).isNotEqualTo(recompressor.outputVersion());
        assertThat(timeLimited.outputVersion()).isEqualTo(recompressor.outputVersion());
    }
}
