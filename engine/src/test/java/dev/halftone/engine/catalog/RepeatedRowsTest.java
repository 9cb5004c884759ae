package dev.halftone.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.catalog.CatalogCheck.Accepted;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Exports have several rows for a product, and leave out what the row above says.
class RepeatedRowsTest {
    @TempDir
    private Path folder;

    private CatalogFixture files;

    @BeforeEach
    void openFolder() {
        files = new CatalogFixture(folder);
    }

    @Test
    void takesTheNameOfTheRowAboveIfTheIdIsRepeated() {
        assertThat(
                        read(
                                "Handle,Title,Image Src\nmug,Mug,https://a/1.jpg\nmug,,https://a/2.jpg\ncup,,https://a/3.jpg\n"))
                .containsExactly("mug Mug", "mug Mug", "cup ");
    }

    @Test
    void takesIdAndNameOfTheRowAboveIfBothAreLeftOut() {
        assertThat(read("sku,name,base_image\nA1,Bag,https://a/1.jpg\n,,https://a/2.jpg\n"))
                .containsExactly("A1 Bag", "A1 Bag");
    }

    @Test
    void remembersTheIdOfARowWithoutImages() {
        assertThat(read("Handle,Title,Image Src\nmug,Mug,\nmug,,https://a/2.jpg\n"))
                .containsExactly("mug Mug");
    }

    @Test
    void leavesTheIdBlankOfAProductThatHasNone() {
        assertThat(read("TITLE,IMAGE1,SKU\nRing,https://a/1.jpg,R-1\nVase,https://a/2.jpg,\n"))
                .containsExactly("R-1 Ring", " Vase");
    }

    @Test
    void takesTheNextIdColumnWhereTheFirstIsBlank() {
        assertThat(read("ID,SKU,Name,Images\n44,mug,Mug,https://a/1.jpg\n45,,Mug - Red,https://a/2.jpg\n"))
                .containsExactly("mug Mug", "45 Mug - Red");
    }

    @Test
    void takesTheNameOfAnotherLanguageAsItIs() {
        assertThat(read("sku,store_view_code,name,base_image\nA1,,Bag,https://a/1.jpg\nA1,de,Tasche,https://a/1.jpg\n"))
                .containsExactly("A1 Bag", "A1 Tasche");
    }

    @Test
    void countsOnlyRowsWithImages() {
        var check = files.accepted("Handle,Title,Image Src\nmug,Mug,https://a/1.jpg\nmug,,\n,,\n");

        assertThat(check).extracting(Accepted::rows, Accepted::images).containsExactly(1L, 1L);
    }

    @Test
    void ignoresCellsThatStandForNoImage() {
        assertThat(read("sku,name,base_image,small_image\nA1,Bag,no_selection,https://a/1.jpg\n"))
                .containsExactly("A1 Bag");
        assertThat(files.products(folder.resolve("products.csv")).getFirst().writtenUrls())
                .containsExactly("https://a/1.jpg");
    }

    @Test
    void requiresAnImageInSomeRow() {
        assertThat(files.violations("Handle,Title,Image Src\nmug,Mug,\n")).containsExactly("1:3 no_image_urls");
    }

    private List<String> read(String text) {
        return files.products(text).stream()
                .map(product -> product.serialNumber() + " " + product.name())
                .toList();
    }
}
