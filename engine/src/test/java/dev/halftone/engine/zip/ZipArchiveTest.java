package dev.halftone.engine.zip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Archives that others wrote, read and copied.
class ZipArchiveTest {
    private static final ZipArchive.Limits LIMITS = new ZipArchive.Limits(100, 50_000_000, 200);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void readsAndCopiesGeneratedArchives(long seed) throws IOException {
        var random = new Random(seed);
        var contents = contents(random);
        var file = folder.resolve("generated.zip");
        try (var out = Files.newOutputStream(file)) {
            // Something before the archive, as in programs that unpack themselves.
            if (random.nextBoolean()) out.write(new byte[random.nextInt(1, 100)]);
            try (var zip = new ZipOutputStream(out)) {
                zip.setComment("x".repeat(random.nextInt(1000)));
                for (var content : contents.entrySet()) {
                    zip.putNextEntry(new ZipEntry(content.getKey()));
                    zip.write(bytes(content.getValue()));
                }
            }
        }

        assertThat(read(file)).isEqualTo(contents);
        assertThat(unzip(copy(file))).isEqualTo(contents);
    }

    @ParameterizedTest
    @EnumSource(
            value = Zip64Mode.class,
            names = {"Always", "AsNeeded", "Never"})
    void readsAndCopiesZip64AndStoredEntries(Zip64Mode mode) throws IOException {
        var contents = contents(new Random(7));
        var file = folder.resolve("zip64.zip");
        try (var zip = new ZipArchiveOutputStream(file.toFile())) {
            zip.setUseZip64(mode);
            zip.setMethod(mode == Zip64Mode.Never ? ZipEntry.STORED : ZipEntry.DEFLATED);
            for (var content : contents.entrySet()) {
                var entry = new ZipArchiveEntry(content.getKey());
                entry.setSize(content.getValue().length());
                zip.putArchiveEntry(entry);
                zip.write(bytes(content.getValue()));
                zip.closeArchiveEntry();
            }
        }

        assertThat(read(file)).isEqualTo(contents);
        assertThat(unzip(copy(file))).isEqualTo(contents);
    }

    @Test
    void refusesTwoEntriesWithOneName() throws IOException {
        var file = folder.resolve("twice.zip");
        try (var zip = new ZipArchiveOutputStream(file.toFile())) {
            for (var name : new String[] {"xl/workbook.xml", "XL\\workbook.xml"}) {
                zip.putArchiveEntry(new ZipArchiveEntry(name));
                zip.closeArchiveEntry();
            }
        }

        assertThatThrownBy(() -> ZipArchive.open(file, LIMITS).close())
                .hasMessage("The file is damaged: two files in it have the same name.");
    }

    @Test
    void refusesMoreEntriesThanAllowed() throws IOException {
        var file = folder.resolve("many.zip");
        try (var zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            for (int i = 0; i < 70_000; i++) zip.putNextEntry(new ZipEntry("e" + i));
        }

        assertThatThrownBy(() -> ZipArchive.open(file, LIMITS).close())
                .hasMessage("The file holds more than 100 files.");
        try (var archive = ZipArchive.open(file, new ZipArchive.Limits(70_000, 1, 1))) {
            assertThat(archive.entries()).hasSize(70_000);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void readsDamagedArchivesAsTheyWereOrNotAtAll(long seed) throws IOException {
        var random = new Random(seed);
        var contents = contents(random);
        var whole = zip(contents);
        for (int i = 0; i < 150; i++) {
            var bytes = Arrays.copyOf(whole, random.nextInt(4) == 0 ? random.nextInt(whole.length) : whole.length);
            if (bytes.length > 0) bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            var file = Files.write(folder.resolve("damaged.zip"), bytes);

            try (var archive = ZipArchive.open(file, LIMITS)) {
                for (var entry : archive.entries()) {
                    var content = text(archive.open(entry).readAllBytes());
                    if (contents.containsKey(entry.name())) assertThat(content).isEqualTo(contents.get(entry.name()));
                }
            } catch (ZipException e) {
                assertThat(e.getMessage()).startsWith("The file ").endsWith(".");
            }
        }
    }

    private static Map<String, String> contents(Random random) {
        var contents = new LinkedHashMap<String, String>();
        for (int i = random.nextInt(1, 20); i > 0; i--) {
            var content = new byte[random.nextInt(3) * random.nextInt(100_000)];
            for (int j = 0; j < content.length; j++) content[j] = (byte) random.nextInt(1 + j % 256);
            contents.put("folder/ü " + i, text(content));
        }
        return contents;
    }

    private static String text(byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String content) {
        return content.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] zip(Map<String, String> contents) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (var content : contents.entrySet()) {
                zip.putNextEntry(new ZipEntry(content.getKey()));
                zip.write(bytes(content.getValue()));
            }
        }
        return out.toByteArray();
    }

    private static Map<String, String> read(Path file) throws IOException {
        var contents = new LinkedHashMap<String, String>();
        try (var archive = ZipArchive.open(file, LIMITS)) {
            for (var entry : archive.entries())
                contents.put(entry.name(), text(archive.open(entry).readAllBytes()));
        }
        return contents;
    }

    /// A copy in which the first entry was rewritten.
    private static byte[] copy(Path file) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var archive = ZipArchive.open(file, LIMITS);
                var zip = new ZipWriter(out)) {
            for (var entry : archive.entries()) {
                if (entry.equals(archive.entries().getFirst())) {
                    zip.replace(entry, content -> archive.open(entry).transferTo(content));
                } else {
                    zip.copy(archive, entry);
                }
            }
            zip.finish();
        }
        return out.toByteArray();
    }

    /// The content as the JDK reads it, by the directory and from the front.
    private Map<String, String> unzip(byte[] bytes) throws IOException {
        var contents = new LinkedHashMap<String, String>();
        try (var zip =
                new ZipFile(Files.write(folder.resolve("copy.zip"), bytes).toFile())) {
            for (var entry : zip.stream().toList()) {
                contents.put(entry.getName(), text(zip.getInputStream(entry).readAllBytes()));
            }
        }
        try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8)) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                assertThat(text(zip.readAllBytes())).isEqualTo(contents.get(entry.getName()));
            }
        }
        return contents;
    }
}
