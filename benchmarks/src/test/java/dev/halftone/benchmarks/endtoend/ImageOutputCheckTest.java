package dev.halftone.benchmarks.endtoend;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halftone.benchmarks.image.Photograph;
import dev.halftone.benchmarks.image.PhotographEncoder;
import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.vips.Libvips;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageOutputCheckTest {
    private static final Photograph.Size SMALL = new Photograph.Size(300, 200);
    private static final List<Photograph> PHOTOGRAPHS = List.of(
            Photograph.synthetic(1).resizedTo(SMALL), Photograph.synthetic(2).resizedTo(SMALL));

    private final PhotographEncoder photographEncoder = new PhotographEncoder(Libvips.load(Optional.empty()));

    @TempDir
    private Path folder;

    private Candidate.Workload workload = new Candidate.Workload(List.of(), Path.of("catalogue.csv"));

    @BeforeEach
    void writeValidOutput() throws IOException {
        var sources =
                PHOTOGRAPHS.stream().map(photograph -> jpeg(photograph, 90)).toList();
        workload = new Candidate.Workload(sources, folder.resolve("catalogue.csv"));
        write("0.jpg", jpeg(PHOTOGRAPHS.get(0), 50));
        write("1.jpg", jpeg(PHOTOGRAPHS.get(1), 50));
        writeCsv("1001,Mug,\"http://h/0.jpg,http://h/1.jpg\",\"0.jpg,1.jpg\"\r\n");
    }

    @Test
    void acceptsCompleteOutput() {
        assertThatCode(() -> new ImageOutputCheck(folder).check(workload)).doesNotThrowAnyException();
    }

    @Test
    void rejectsMissingImage() throws IOException {
        writeCsv("1001,Mug,\"http://h/0.jpg,http://h/1.jpg\",0.jpg\r\n");

        assertThatIllegalStateException()
                .isThrownBy(() -> new ImageOutputCheck(folder).check(workload))
                .withMessageStartingWith("1 images instead of 2");
    }

    @Test
    void rejectsEmptyUrl() throws IOException {
        writeCsv("1001,Mug,\"http://h/0.jpg,http://h/1.jpg\",\"0.jpg,\"\r\n");

        assertThatThrownBy(() -> new ImageOutputCheck(folder).check(workload)).isInstanceOf(RuntimeException.class);
    }

    @Test
    void rejectsSwappedImages() throws IOException {
        writeCsv("1001,Mug,\"http://h/0.jpg,http://h/1.jpg\",\"1.jpg,0.jpg\"\r\n");

        assertThatIllegalStateException().isThrownBy(() -> new ImageOutputCheck(folder).check(workload));
    }

    @Test
    void rejectsImageThatIsNotSmaller() throws IOException {
        write("0.jpg", workload.images().getFirst());

        assertThatIllegalStateException().isThrownBy(() -> new ImageOutputCheck(folder).check(workload));
    }

    @Test
    void rejectsTruncatedImage() throws IOException {
        var complete = jpeg(PHOTOGRAPHS.getFirst(), 50);
        write("0.jpg", new ImageBytes(Arrays.copyOf(complete.array(), 150)));

        assertThatThrownBy(() -> new ImageOutputCheck(folder).check(workload)).isInstanceOf(RuntimeException.class);
    }

    private ImageBytes jpeg(Photograph photograph, int quality) {
        return photographEncoder.encodeJpeg(photograph, "subsample-mode=on,Q=" + quality);
    }

    private void write(String name, ImageBytes bytes) throws IOException {
        Files.write(folder.resolve(name), bytes.array());
    }

    private void writeCsv(String rows) throws IOException {
        Files.writeString(
                folder.resolve("output.csv"),
                "Serial Number,Product Name,Input Image URLs,Output Image URLs\r\n" + rows);
    }
}
