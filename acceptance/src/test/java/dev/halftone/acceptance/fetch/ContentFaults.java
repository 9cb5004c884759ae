package dev.halftone.acceptance.fetch;

import static dev.halftone.acceptance.fetch.FaultCase.Expected.failsAfterRetries;
import static dev.halftone.acceptance.fetch.FaultCase.Expected.failsAtOnce;
import static dev.halftone.acceptance.fetch.FaultCase.Expected.succeeds;
import static dev.halftone.testkit.MockResponse.gzipBomb;
import static dev.halftone.testkit.MockResponse.image;

import dev.halftone.testkit.MockResponse;
import dev.halftone.testkit.RawResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Bodies that are compressed, and bodies that are no images.
final class ContentFaults {
    private static final String GZIP = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n";
    private static final String GZIP_HEADER_WITH_NAME = "\u001f\u008b\b\b\0\0\0\0\0\u0003";

    private ContentFaults() {}

    static void addTo(FaultyHosts faultyHosts) {
        addGzip(faultyHosts);
        addCodings(faultyHosts);
        addPages(faultyHosts);
    }

    private static void addGzip(FaultyHosts faultyHosts) {
        faultyHosts.addHost("compresses", succeeds(), FaultyHosts.IMAGE.gzipped());
        faultyHosts.addHost(
                "compresses in chunks", succeeds(), FaultyHosts.IMAGE.gzipped().chunked());
        faultyHosts.addHost(
                "calls compressed what is not", succeeds(), FaultyHosts.IMAGE.withHeader("Content-Encoding", "gzip"));
        faultyHosts.addHost(
                "compresses nothing",
                failsAtOnce("not_an_image"),
                image("image/jpeg", new byte[0]).gzipped());
        faultyHosts.addHost("sends a bomb", failsAtOnce("too_large"), gzipBomb(20_000_000));
        faultyHosts.addHost(
                "sends a bomb in chunks",
                failsAtOnce("too_large"),
                gzipBomb(20_000_000).chunked());
        faultyHosts.addHost(
                "compresses without end",
                failsAtOnce("too_large"),
                RawResponse.thenRepeat(GZIP + GZIP_HEADER_WITH_NAME, "name"));
        faultyHosts.addHost(
                "cuts what it compresses",
                failsAfterRetries("connect_failed"),
                FaultyHosts.IMAGE.gzipped().closeAfter(1000));
        faultyHosts.addHost(
                "cuts what it compresses, and says no length",
                failsAfterRetries("connect_failed"),
                RawResponse.thenClose(GZIP + GZIP_HEADER_WITH_NAME + "name\0"));
        faultyHosts.addHost(
                "compresses badly",
                failsAfterRetries("connect_failed"),
                RawResponse.thenClose(
                        GZIP + GZIP_HEADER_WITH_NAME + "name\0" + FaultyHosts.SampleJpeg.TEXT.substring(0, 500)));
    }

    private static void addCodings(FaultyHosts faultyHosts) {
        for (var coding : new String[] {"br", "zstd", "deflate", "compress", "gzip, gzip", "x-made-up"}) {
            faultyHosts.addHost("codes as " + coding, failsAtOnce("not_an_image"), coded(coding));
            faultyHosts.addHost(
                    "calls " + coding + " what is not",
                    succeeds(),
                    FaultyHosts.IMAGE.withHeader("Content-Encoding", coding));
        }
    }

    /// Bytes that are no image, as those of any coding.
    private static MockResponse coded(String coding) {
        var bytes = new byte[1000];
        Arrays.fill(bytes, (byte) 0xa5);
        return image("image/jpeg", bytes).withHeader("Content-Encoding", coding);
    }

    private static void addPages(FaultyHosts faultyHosts) {
        var page = "<!doctype html><title>Log in</title>".getBytes(StandardCharsets.US_ASCII);
        faultyHosts.addHost("sends a page for an image", failsAtOnce("not_an_image"), image("image/jpeg", page));
        faultyHosts.addHost(
                "sends text for an image",
                failsAtOnce("not_an_image"),
                image("image/png", "no".getBytes(StandardCharsets.US_ASCII)));
        faultyHosts.addHost(
                "calls an image a page", succeeds(), image("text/html; charset=utf-8", FaultyHosts.SampleJpeg.BYTES));
        faultyHosts.addHost("calls an image by no type at all", succeeds(), image("", FaultyHosts.SampleJpeg.BYTES));
        faultyHosts.addHost(
                "calls an image by two types", succeeds(), FaultyHosts.IMAGE.withHeader("Content-Type", "text/html"));
        faultyHosts.addHost(
                "cuts an image and says nothing of it",
                failsAtOnce("corrupt_image"),
                image(
                        "image/jpeg",
                        Arrays.copyOf(FaultyHosts.SampleJpeg.BYTES, FaultyHosts.SampleJpeg.BYTES.length / 2)));
    }
}
