package dev.halftone.engine.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halftone.engine.request.RequestId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderUploadsTest {
    private static final RequestId REQUEST = RequestId.random(new Random(1));
    private static final RequestId OTHER = RequestId.random(new Random(2));
    private static final InstantSource TOMORROW = InstantSource.offset(InstantSource.system(), Duration.ofDays(1));

    @TempDir
    private Path temporary;

    private Path folder;
    private FolderUploads uploads;

    @BeforeEach
    void open() {
        folder = temporary.resolve("uploads");
        uploads = FolderUploads.in(folder, InstantSource.system());
    }

    @Test
    void storesWholeUpload() throws IOException {
        var spoolResult = uploads.spool(REQUEST, stream("abc"), 3);

        // The digest of "abc": FIPS 180-4's own example.
        assertThat(spoolResult)
                .isEqualTo(new Uploads.SpoolResult.Stored(
                        uploads.file(REQUEST), 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
        assertThat(uploads.file(REQUEST)).hasContent("abc");
    }

    @Test
    void storesUploadLargerThanBuffer() throws IOException {
        var large = new byte[1_000_000];
        new Random(3).nextBytes(large);

        uploads.spool(REQUEST, new ByteArrayInputStream(large), Long.MAX_VALUE);

        assertThat(uploads.file(REQUEST)).hasBinaryContent(large);
    }

    @Test
    void storesEmptyUpload() throws IOException {
        assertThat(uploads.spool(REQUEST, stream(""), 10))
                .isInstanceOfSatisfying(
                        Uploads.SpoolResult.Stored.class,
                        stored -> assertThat(stored.bytes()).isZero());
    }

    @Test
    void discardsUploadThatIsTooLarge() throws IOException {
        var spoolResult = uploads.spool(REQUEST, stream("abcd"), 3);

        assertThat(spoolResult).isEqualTo(new Uploads.SpoolResult.TooLarge(3));
        assertThat(files()).isEmpty();
    }

    @Test
    void stopsReadingEndlessUpload() throws IOException {
        var endless = new InputStream() {
            @Override
            public int read() {
                return 'a';
            }
        };

        assertThat(uploads.spool(REQUEST, endless, 1_000_000)).isEqualTo(new Uploads.SpoolResult.TooLarge(1_000_000));
    }

    @Test
    void discardsUploadThatBreaksOff() {
        var broken = new IOException("connection reset");
        var upload = new SequenceInputStream(stream("half of i"), failing(broken));

        assertThatThrownBy(() -> uploads.spool(REQUEST, upload, 100)).isSameAs(broken);

        assertThat(files()).isEmpty();
    }

    @Test
    void reportsDiskFailure() throws IOException {
        Files.delete(folder);

        assertThat(uploads.spool(REQUEST, stream("abc"), 3))
                .isEqualTo(new Uploads.SpoolResult.Failed("the folder is gone"));
    }

    @Test
    void hasPrivatePermissions() throws IOException {
        uploads.spool(REQUEST, stream("abc"), 3);

        assertThat(permissions(folder)).isEqualTo("rwx------");
        assertThat(permissions(uploads.file(REQUEST))).isEqualTo("rw-------");
    }

    @Test
    void deletesUploadOrDoesNothing() throws IOException {
        uploads.spool(REQUEST, stream("abc"), 3);

        uploads.delete(REQUEST);
        uploads.delete(REQUEST);

        assertThat(files()).isEmpty();
    }

    @Test
    void deletesStaleUploads() throws IOException {
        uploads.spool(REQUEST, stream("abc"), 3);
        uploads.spool(OTHER, stream("abc"), 3);
        new DurableFolder(folder, DurableFolder.Access.PRIVATE, InstantSource.system()).create();

        var swept = FolderUploads.in(folder, TOMORROW).deleteStale(REQUEST::equals);

        assertThat(swept).isEqualTo(2);
        assertThat(files()).containsExactly(uploads.file(REQUEST));
    }

    @Test
    void deletesRecentUploadsOfDeadProcess() throws IOException {
        uploads.spool(REQUEST, stream("abc"), 3);
        uploads.spool(OTHER, stream("abc"), 3);
        new DurableFolder(folder, DurableFolder.Access.PRIVATE, InstantSource.system()).create();

        var cleared = uploads.deleteLeftovers(REQUEST::equals);

        assertThat(cleared).isEqualTo(2);
        assertThat(files()).containsExactly(uploads.file(REQUEST));
    }

    @Test
    void keepsRecentUploadWithoutRequest() throws IOException {
        uploads.spool(REQUEST, stream("abc"), 3);

        assertThat(uploads.deleteStale(_ -> false)).isZero();
        assertThat(uploads.file(REQUEST)).exists();
    }

    @Test
    void keepsForeignFiles() throws IOException {
        Files.createFile(folder.resolve("notes.csv"));
        Files.createFile(folder.resolve(REQUEST + ".txt"));

        assertThat(FolderUploads.in(folder, TOMORROW).deleteStale(_ -> false)).isZero();
    }

    private List<Path> files() {
        try (var files = Files.list(folder)) {
            return files.toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    private static InputStream failing(IOException with) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw with;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                throw with;
            }
        };
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
