package dev.halftone.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntheticCatalogTest {
    @TempDir
    private Path folder;

    @Test
    void listsEachImageOnce() throws IOException {
        var syntheticCatalog = new SyntheticCatalog(2, 2, image -> "http://h/" + image + ".jpg");

        var csv = syntheticCatalog.write(folder.resolve("catalogue.csv"));

        assertThat(csv).hasContent("""
                        Serial Number,Product Name,Input Image URLs
                        1001,Product 0,"http://h/0.jpg,http://h/1.jpg"
                        1002,Product 1,"http://h/2.jpg,http://h/3.jpg"
                        """);
        assertThat(syntheticCatalog.images()).isEqualTo(4);
    }
}
