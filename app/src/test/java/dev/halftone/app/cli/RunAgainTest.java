package dev.halftone.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.testkit.MockResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Later runs into the same folder.
@Tag("slow")
class RunAgainTest extends RunFixture {
    @Test
    void retriesOnlyFailedImagesOnASecondRun() throws IOException {
        Files.writeString(csv, HEADER + "1,Mug,\"" + host.url("/mug.jpg") + "," + host.url("/gone.jpg") + "\"\n");
        run();
        host.respondTo("/gone.jpg", image("chair-oak.jpg"));

        var again = run();

        assertThat(again.exitCode()).isZero();
        assertThat(host.requests("/mug.jpg")).hasSize(1);
        assertThat(images()).hasSize(2);
        assertThat(outputLine(1)).doesNotEndWith(",\"");
    }

    @Test
    void retriesMoreFailedImagesThanFitInOneBatch() throws IOException {
        var paths = IntStream.rangeClosed(1, 600).mapToObj("/%d.jpg"::formatted).toList();
        Files.writeString(
                csv,
                HEADER
                        + String.join(
                                "\n",
                                paths.stream()
                                        .map(path -> "1,Mug," + host.url(path))
                                        .toList()));
        run();
        for (var path : paths) host.respondTo(path, image("chair-oak.jpg"));

        var again = run();

        assertThat(again.exitCode()).isZero();
        assertThat(images()).hasSize(600);
    }

    @Test
    void changesNothingOnASecondRunWithNothingLeft() throws IOException {
        Files.writeString(csv, HEADER + "1,Mug," + host.url("/mug.jpg") + "\n");
        run();
        var before = Files.readString(out.resolve("output.csv"));

        var again = run();

        assertThat(again.exitCode()).isZero();
        assertThat(out.resolve("output.csv")).hasContent(before);
        assertThat(host.requests()).hasSize(1);
    }

    @Test
    void processesOnlyNewImagesOfAChangedCsv() throws IOException {
        host.respondTo("/mug.jpg", image("mug-teal.jpg").withHeader("ETag", "\"a1\""), MockResponse.status(304));
        Files.writeString(csv, HEADER + "1,Mug," + host.url("/mug.jpg") + "\n");
        run();
        var before = images();
        Files.writeString(csv, HEADER + "1,Mug," + host.url("/mug.jpg") + "\n2,Lamp," + host.url("/lamp.png") + "\n");

        var other = run();

        assertThat(other.exitCode()).isZero();
        assertThat(other.out()).startsWith("2 images succeeded, 0 failed", "1 of them unchanged since an earlier run");
        assertThat(host.requests("/mug.jpg").getLast().header("if-none-match")).contains("\"a1\"");
        assertThat(other.out()).contains("1 old image removed (--keep-old keeps them)");
        assertThat(images()).hasSize(2).doesNotContainAnyElementsOf(before);
        assertThat(outputLine(2)).startsWith("2,Lamp,");
    }

    @Test
    void sendsUnconditionalRequestsWithoutTheCache() throws IOException {
        host.respondTo("/mug.jpg", image("mug-teal.jpg").withHeader("ETag", "\"a1\""));
        Files.writeString(csv, HEADER + "1,Mug," + host.url("/mug.jpg") + "\n");
        run();
        Files.writeString(csv, HEADER + "2,Mug," + host.url("/mug.jpg") + "\n");

        var other = run("--cache", "none");

        assertThat(other.exitCode()).isZero();
        assertThat(other.out().get(1)).doesNotContain("had not changed");
        assertThat(host.requests("/mug.jpg"))
                .hasSize(2)
                .allMatch(request -> request.header("if-none-match").isEmpty());
    }

    @Test
    void restoresTheOutputOfAnEarlierCsvWhoseImagesWereKept() throws IOException {
        Files.writeString(csv, HEADER + "1,Mug," + host.url("/mug.jpg") + "\n");
        run();
        var before = Files.readString(out.resolve("output.csv"));
        var other = Files.writeString(folder.resolve("other.csv"), HEADER + "1,Lamp," + host.url("/lamp.png") + "\n");
        CommandRun.of("run", other.toString(), "--out=" + out, "--allow-private-networks", "--keep-old");

        run("--keep-old");

        assertThat(out.resolve("output.csv")).hasContent(before);
        assertThat(host.requests("/mug.jpg")).hasSize(1);
    }

    @Test
    void removesTheImagesOfAnotherQuality() throws IOException {
        Files.writeString(csv, HEADER + "1,Mug,\"" + host.url("/mug.jpg") + "," + host.url("/lamp.png") + "\"\n");
        run();
        var before = images();
        var foreign = List.of("0123456789abcdef0123456789abcdef.jpg", "photo.jpg", "readme.txt");
        for (var name : foreign) Files.writeString(out.resolve("images").resolve(name), name);

        var other = run("--quality=30");

        assertThat(other.out()).contains("2 old images removed (--keep-old keeps them)");
        assertThat(images()).doesNotContainAnyElementsOf(before).hasSize(2 + foreign.size());
        assertThat(foreign).allMatch(name -> Files.exists(out.resolve("images").resolve(name)));
    }

    @Test
    void keepsTheImagesOfAnotherQualityWhenAsked() throws IOException {
        Files.writeString(csv, HEADER + "1,Mug," + host.url("/mug.jpg") + "\n");
        run();
        var before = images();

        var other = run("--quality=30", "--keep-old");

        assertThat(other.out()).noneMatch(line -> line.contains("removed"));
        assertThat(images()).hasSize(2).containsAll(before);
    }

    /// The first of these runs removes its images; the last must not reuse what is gone.
    @Test
    void makesRemovedImagesAgain() throws IOException {
        host.respondTo("/mug.jpg", image("mug-teal.jpg").withHeader("ETag", "\"a1\""));
        Files.writeString(csv, HEADER + "1,Mug," + host.url("/mug.jpg") + "\n");
        run();
        var before = images();
        var outputBefore = Files.readString(out.resolve("output.csv"));
        run("--quality=30");

        var again = run();

        assertThat(again.exitCode()).isZero();
        assertThat(again.out()).contains("1 old image removed (--keep-old keeps them)");
        assertThat(images()).containsExactlyElementsOf(before);
        assertThat(out.resolve("output.csv")).hasContent(outputBefore);
    }

    /// Its old name stays in the place of a failed image, so the file must stay, too.
    @Test
    void keepsAnImageOfAnEarlierJobThatTheOutputStillNames() throws IOException {
        Files.writeString(csv, HEADER + "1,Mug," + host.url("/mug.jpg") + "\n");
        run("--public-url=" + host.url(""));
        var before = images();
        var old = host.url("/images/" + before.getFirst().getFileName());
        Files.writeString(csv, "Handle,Title,Image Src\nmug,Mug," + old + "\n");

        var other = run();

        assertThat(other.exitCode()).isEqualTo(2);
        assertThat(outputLine(1)).contains(old);
        assertThat(images()).containsAll(before);
    }
}
