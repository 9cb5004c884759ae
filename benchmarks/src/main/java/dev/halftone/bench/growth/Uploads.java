package dev.halftone.bench.growth;

import dev.halftone.bench.results.Report;
import dev.halftone.bench.server.Client;
import dev.halftone.bench.server.Server;
import dev.halftone.bench.stage.Checkout;
import dev.halftone.bench.stage.Rig;
import dev.halftone.bench.stage.Stopwatch;
import dev.halftone.bench.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// How long a large upload waits for its 202, over HTTP. The server takes uploads and does nothing else, so that
/// the second does not wait for the first to be worked off.
record Uploads(Checkout checkout, Rig rig, Report report) {

    void measure(int rows) throws IOException, InterruptedException {
        var table = new Table(rows, Table.USUAL_IMAGES_A_ROW, image -> "http://127.0.0.1/images/" + image + ".jpg");
        var csv = table.write(rig.folder().resolve("upload.csv"));
        try (var server = Server.start(checkout, rig, "--roles", "api");
                var client = new Client(server)) {
            measure("as it is, the first to a server just started", table, csv, () -> client.upload(csv));
            measure("as a form", table, csv, () -> client.uploadForm(csv));
            report.remark("The server that took both had %s at most.".formatted(server.peakMemory()));
        }
        Files.delete(csv);
    }

    private void measure(String how, Table table, Path csv, Stopwatch.Work upload)
            throws IOException, InterruptedException {
        var took = new Stopwatch().time(upload);
        report.remark("Upload of %,d rows, %,d images, %.0f MB, %s: 202 after %.1f s."
                .formatted(
                        table.rows(),
                        table.images(),
                        Files.size(csv) / 1e6,
                        how,
                        took.time().toNanos() / 1e9));
    }
}
