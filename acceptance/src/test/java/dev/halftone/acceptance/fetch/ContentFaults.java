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

/// Compressed bodies, and bodies that are not images.
final class ContentFaults {
    private static final String GZIP = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n";
    private static final String GZIP_HEADER_WITH_NAME = "\u001f\u008b\b\b\0\0\0\0\0\u0003";

    private ContentFaults() {}

    static void addTo(FaultyHosts faultyHosts) {
        addGzip(faultyHosts);
        addCodings(faultyHosts);
        addWrongTypes(faultyHosts);
    }

    private static void addGzip(FaultyHosts faultyHosts) {
        faultyHosts.addHost("compresses", succeeds(), FaultyHosts.IMAGE.gzipped());
        faultyHosts.addHost(
                "compresses in chunks", succeeds(), FaultyHosts.IMAGE.gzipped().chunked());
        faultyHosts.addHost(
                "declares gzip but does not compress",
                succeeds(),
                FaultyHosts.IMAGE.withHeader("Content-Encoding", "gzip"));
        faultyHosts.addHost(
                "compresses an empty body",
                failsAtOnce("not_an_image"),
                image("image/jpeg", new byte[0]).gzipped());
        faultyHosts.addHost("sends a gzip bomb", failsAtOnce("too_large"), gzipBomb(20_000_000));
        faultyHosts.addHost(
                "sends a gzip bomb in chunks",
                failsAtOnce("too_large"),
                gzipBomb(20_000_000).chunked());
        faultyHosts.addHost(
                "sends an endless gzip header",
                failsAtOnce("too_large"),
                RawResponse.thenRepeat(GZIP + GZIP_HEADER_WITH_NAME, "name"));
        faultyHosts.addHost(
                "cuts a compressed body",
                failsAfterRetries("connect_failed"),
                FaultyHosts.IMAGE.gzipped().closeAfter(1000));
        faultyHosts.addHost(
                "cuts a compressed body of unknown length",
                failsAfterRetries("connect_failed"),
                RawResponse.thenClose(GZIP + GZIP_HEADER_WITH_NAME + "name\0"));
        faultyHosts.addHost(
                "compresses with invalid data",
                failsAfterRetries("connect_failed"),
                RawResponse.thenClose(
                        GZIP + GZIP_HEADER_WITH_NAME + "name\0" + FaultyHosts.SampleJpeg.TEXT.substring(0, 500)));
    }

    private static void addCodings(FaultyHosts faultyHosts) {
        for (var coding : new String[] {"br", "zstd", "deflate", "compress", "gzip, gzip", "x-made-up"}) {
            faultyHosts.addHost("encodes as " + coding, failsAtOnce("not_an_image"), coded(coding));
            faultyHosts.addHost(
                    "declares " + coding + " but does not encode",
                    succeeds(),
                    FaultyHosts.IMAGE.withHeader("Content-Encoding", coding));
        }
    }

    /// Returns bytes that are not an image, as encoded bytes would be.
    private static MockResponse coded(String coding) {
        var bytes = new byte[1000];
        Arrays.fill(bytes, (byte) 0xa5);
        return image("image/jpeg", bytes).withHeader("Content-Encoding", coding);
    }

    private static void addWrongTypes(FaultyHosts faultyHosts) {
        var page = "<!doctype html><title>Log in</title>".getBytes(StandardCharsets.US_ASCII);
        faultyHosts.addHost(
                "sends a web page instead of an image", failsAtOnce("not_an_image"), image("image/jpeg", page));
        faultyHosts.addHost(
                "sends text instead of an image",
                failsAtOnce("not_an_image"),
                image("image/png", "no".getBytes(StandardCharsets.US_ASCII)));
        faultyHosts.addHost(
                "declares an image as a web page",
                succeeds(),
                image("text/html; charset=utf-8", FaultyHosts.SampleJpeg.BYTES));
        faultyHosts.addHost("declares no type for an image", succeeds(), image("", FaultyHosts.SampleJpeg.BYTES));
        faultyHosts.addHost(
                "declares two types for an image",
                succeeds(),
                FaultyHosts.IMAGE.withHeader("Content-Type", "text/html"));
        faultyHosts.addHost(
                "cuts an image without an error",
                failsAtOnce("corrupt_image"),
                image(
                        "image/jpeg",
                        Arrays.copyOf(FaultyHosts.SampleJpeg.BYTES, FaultyHosts.SampleJpeg.BYTES.length / 2)));
    }
}
