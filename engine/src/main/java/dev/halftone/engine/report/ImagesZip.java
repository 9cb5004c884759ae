package dev.halftone.engine.report;

import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.ledger.Products.Place;
import dev.halftone.engine.ledger.Products.Row;
import dev.halftone.engine.request.PublishedImage;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.storage.ImageFileName;
import dev.halftone.engine.storage.ImageStore;
import dev.halftone.engine.zip.ZipWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

/// Writes the published images of a request as one archive, named after their products ([ImageNames]).
///
/// Images are stored, not deflated, because they are compressed already. Products are read in pages, and the
/// directory of the archive waits in a temporary file. Memory holds one image, and at most 32 bytes for each serial
/// number, to tell repeated ones. Once the request has ended, the bytes
/// are always the same.
public final class ImagesZip {
    private static final int PAGE = 500;

    /// Larger images are read twice, because their checksum comes before their bytes.
    private static final long MAX_BUFFERED_BYTES = 4 * 1024 * 1024;

    private final Ledger ledger;
    private final ImageStore store;

    public ImagesZip(Ledger ledger, ImageStore store) {
        this.ledger = ledger;
        this.store = store;
    }

    /// Writes the archive, with the images published so far.
    ///
    /// @throws IOException also if the client is gone, which ends the work
    public void write(Request request, OutputStream out) throws IOException {
        var names = new ImageNames();
        try (var zip = new ZipWriter(out)) {
            var page = ledger.products().after(request, 0, PAGE);
            while (!page.isEmpty()) {
                write(request, page, names, zip);
                page = ledger.products().after(request, page.getLast().number(), PAGE);
            }
            zip.finish();
        }
    }

    private void write(Request request, List<Row> page, ImageNames names, ZipWriter zip) throws IOException {
        var images = ledger.products().images(request, page);
        for (var product : page) {
            var name = names.of(product.serialNumber(), product.number());
            var places = images.getOrDefault(product.number(), List.of()).stream()
                    .sorted(Comparator.comparingInt(Place::position))
                    .toList();
            for (var place : places) {
                var published = place.image().published().map(PublishedImage::fileName);
                if (published.isPresent()) write(published.get(), name + "-" + place.position(), zip);
            }
        }
    }

    /// An image that was deleted meanwhile is left out.
    private void write(String fileName, String name, ZipWriter zip) throws IOException {
        var found = store.find(new ImageFileName(fileName));
        if (found.isEmpty()) return;
        var image = found.get();
        var extension = fileName.substring(fileName.lastIndexOf('.'));
        if (image.size() <= MAX_BUFFERED_BYTES) {
            byte[] bytes;
            try (var in = image.content().from(0)) {
                bytes = in.readAllBytes();
            }
            var crc = new CRC32();
            crc.update(bytes);
            zip.store(name + extension, bytes.length, (int) crc.getValue(), out -> out.write(bytes));
        } else {
            var checked = new CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32());
            copy(image, checked);
            zip.store(
                    name + extension, image.size(), (int) checked.getChecksum().getValue(), out -> copy(image, out));
        }
    }

    private static void copy(ImageStore.StoredImage image, OutputStream out) throws IOException {
        try (var in = image.content().from(0)) {
            in.transferTo(out);
        }
    }
}
