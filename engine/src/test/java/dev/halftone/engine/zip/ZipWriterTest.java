package dev.halftone.engine.zip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Archives with stored entries, as the JDK reads them.
class ZipWriterTest {
    @TempDir
    private Path folder;

    @Test
    void storesMoreEntriesThanOrdinaryArchivesHave() throws IOException {
        var file = folder.resolve("many.zip");

        try (var out = Files.newOutputStream(file)) {
            write(out, 70_000);
        }

        try (var zip = new ZipFile(file.toFile())) {
            assertThat(zip.size()).isEqualTo(70_000);
            var last = zip.getEntry("Stühle 69999-1.jpg");
            assertThat(zip.getInputStream(last).readAllBytes())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("image 69999");
            assertThat(last.getMethod()).isEqualTo(ZipEntry.STORED);
        }
    }

    @Test
    void writesTheSameBytesEachTime() throws IOException {
        var first = new ByteArrayOutputStream();
        var second = new ByteArrayOutputStream();

        write(first, 10);
        write(second, 10);

        assertThat(first.toByteArray()).isEqualTo(second.toByteArray());
    }

    private static void write(OutputStream out, int entries) throws IOException {
        try (var zip = new ZipWriter(out)) {
            for (int i = 0; i < entries; i++) {
                var content = ("image " + i).getBytes(StandardCharsets.UTF_8);
                var crc = new CRC32();
                crc.update(content);
                zip.store("Stühle " + i + "-1.jpg", content.length, (int) crc.getValue(), to -> to.write(content));
            }
            zip.finish();
        }
    }
}
