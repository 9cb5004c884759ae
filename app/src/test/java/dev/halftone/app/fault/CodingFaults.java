package dev.halftone.app.fault;

import static dev.halftone.app.fault.Ending.givenUp;
import static dev.halftone.app.fault.Ending.refused;
import static dev.halftone.app.fault.Ending.succeeds;
import static dev.halftone.testkit.Answer.gzipBomb;
import static dev.halftone.testkit.Answer.image;

import dev.halftone.testkit.Answer;
import dev.halftone.testkit.Raw;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Bodies that are compressed, and bodies that are no images.
final class CodingFaults {
    private static final String GZIP = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n";
    private static final String NAMED = "\u001f\u008b\b\b\0\0\0\0\0\u0003";

    private CodingFaults() {}

    static void addTo(Origins origins) {
        addGzip(origins);
        addCodings(origins);
        addPages(origins);
    }

    private static void addGzip(Origins origins) {
        origins.answering("compresses", succeeds(), Origins.PICTURE.gzipped());
        origins.answering(
                "compresses in chunks", succeeds(), Origins.PICTURE.gzipped().inChunks());
        origins.answering("calls compressed what is not", succeeds(), Origins.PICTURE.with("Content-Encoding", "gzip"));
        origins.answering(
                "compresses nothing",
                refused("not_an_image"),
                image("image/jpeg", new byte[0]).gzipped());
        origins.answering("sends a bomb", refused("too_large"), gzipBomb(20_000_000));
        origins.answering(
                "sends a bomb in chunks",
                refused("too_large"),
                gzipBomb(20_000_000).inChunks());
        origins.answering("compresses without end", refused("too_large"), Raw.thenForEver(GZIP + NAMED, "name"));
        origins.answering(
                "cuts what it compresses",
                givenUp("connect_failed"),
                Origins.PICTURE.gzipped().brokenOffAfter(1000));
        origins.answering(
                "cuts what it compresses, and says no length",
                givenUp("connect_failed"),
                Raw.thenTheEnd(GZIP + NAMED + "name\0"));
        origins.answering(
                "compresses badly",
                givenUp("connect_failed"),
                Raw.thenTheEnd(GZIP + NAMED + "name\0" + Picture.TEXT.substring(0, 500)));
    }

    private static void addCodings(Origins origins) {
        for (var coding : new String[] {"br", "zstd", "deflate", "compress", "gzip, gzip", "x-made-up"}) {
            origins.answering("codes as " + coding, refused("not_an_image"), coded(coding));
            origins.answering(
                    "calls " + coding + " what is not", succeeds(), Origins.PICTURE.with("Content-Encoding", coding));
        }
    }

    /// Bytes that are no image, as those of any coding.
    private static Answer coded(String coding) {
        var bytes = new byte[1000];
        Arrays.fill(bytes, (byte) 0xa5);
        return image("image/jpeg", bytes).with("Content-Encoding", coding);
    }

    private static void addPages(Origins origins) {
        var page = "<!doctype html><title>Log in</title>".getBytes(StandardCharsets.US_ASCII);
        origins.answering("sends a page for an image", refused("not_an_image"), image("image/jpeg", page));
        origins.answering(
                "sends text for an image",
                refused("not_an_image"),
                image("image/png", "no".getBytes(StandardCharsets.US_ASCII)));
        origins.answering("calls an image a page", succeeds(), image("text/html; charset=utf-8", Picture.BYTES));
        origins.answering("calls an image by no type at all", succeeds(), image("", Picture.BYTES));
        origins.answering("calls an image by two types", succeeds(), Origins.PICTURE.with("Content-Type", "text/html"));
        origins.answering(
                "cuts an image and says nothing of it",
                refused("corrupt_image"),
                image("image/jpeg", Arrays.copyOf(Picture.BYTES, Picture.BYTES.length / 2)));
    }
}
