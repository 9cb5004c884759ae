package dev.halftone.app.cli;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import dev.halftone.app.cli.client.HalftoneClient;
import dev.halftone.app.cli.client.RemoteRequest;
import dev.halftone.app.cli.client.UnreachableException;
import dev.halftone.engine.request.RequestId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.ZipInputStream;

/// Downloads the results of a request into a folder, under the names that `run` gives them. Each file is complete as
/// soon as it has its name.
///
/// Images are named after their products, as in `images.zip`. A download that breaks off begins again, for about a
/// minute.
record ResultDownload(HalftoneClient client, FolderJob.OutputFolder folder) {
    /// Long enough for a restart of the server.
    private static final int ATTEMPTS = 30;

    private static final Duration PAUSE = Duration.ofSeconds(2);

    void write(RemoteRequest request) throws IOException, InterruptedException {
        var id = new RequestId(request.id());
        Files.createDirectories(folder.images());
        download(id, "output.csv", bytes -> save(bytes, folder.csv()));
        if (request.link("output_xlsx").isPresent())
            download(id, "output.xlsx", bytes -> save(bytes, folder.workbook()));
        download(id, "report.csv", bytes -> save(bytes, folder.report()));
        if (request.counts().failed() > 0) download(id, "failed.csv", bytes -> save(bytes, folder.failures()));
        else Files.deleteIfExists(folder.failures());
        download(id, "images.zip", this::unpack);
    }

    /// Takes the bytes of a file.
    @FunctionalInterface
    private interface Receiver {
        void receive(InputStream bytes) throws IOException;
    }

    private void download(RequestId id, String file, Receiver receiver) throws IOException, InterruptedException {
        for (var attempt = 1; ; attempt++) {
            try (var bytes = client.open(id, file)) {
                receiver.receive(bytes);
                return;
            } catch (UnreachableException e) {
                if (attempt == ATTEMPTS) throw e;
                Thread.sleep(PAUSE);
            }
        }
    }

    private void save(InputStream bytes, Path file) throws IOException {
        var part = folder.path().resolve(".download.part");
        try (var out = Files.newOutputStream(part)) {
            bytes.transferTo(out);
        }
        Files.move(part, file, ATOMIC_MOVE, REPLACE_EXISTING);
    }

    private void unpack(InputStream bytes) throws IOException {
        var archive = new ZipInputStream(bytes);
        for (var entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry())
            save(archive, image(entry.getName()));
        // The end of the archive is behind its last entry.
        bytes.transferTo(OutputStream.nullOutputStream());
    }

    /// The file of an entry. A name that leads out of the folder, or below it, is not Halftone's.
    private Path image(String name) throws IOException {
        if (!name.matches("[^/\\\\\\x00]+") || name.equals(".") || name.equals(".."))
            throw new IOException("images.zip has an entry that is no plain file name; nothing more was unpacked");
        return folder.images().resolve(name);
    }
}
