package dev.halftone.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.catalog.CatalogCheck.Accepted;
import dev.halftone.engine.catalog.CatalogCheck.Rejected;
import dev.halftone.engine.request.CatalogOptions;
import dev.halftone.engine.request.CatalogOptions.FailedPlaces;
import dev.halftone.engine.request.CatalogOptions.Layout;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Workbooks as catalogue files. Apache POI writes them and reads them back.
class WorkbookCatalogTest {
    private static final String[] STANDARD = {"Serial Number", "Product Name", "Input Image URLs"};

    @TempDir
    private Path folder;

    private final CatalogReader catalog = new CatalogReader(CatalogReader.Limits.defaults());

    @Test
    void findsTheSheetAndTheHeader() throws IOException {
        var file = workbook(workbook -> {
            rows(workbook.createSheet("Notes"), new String[] {"Please read"});
            rows(
                    workbook.createSheet("Products"),
                    new String[] {"", "Our spring catalogue"},
                    new String[] {},
                    STANDARD,
                    new String[] {"007", "Chair", "https://a/1.jpg, https://a/2.jpg"},
                    new String[] {},
                    new String[] {"008", "Table", "https://a/3.jpg"});
        });

        var check = (Accepted) catalog.check(file);

        assertThat(check.rows()).isEqualTo(2);
        assertThat(check.images()).isEqualTo(3);
        assertThat(check.summary().sheet()).contains("Products");
        assertThat(check.summary().sheets()).containsExactly("Notes", "Products");
        assertThat(products(file, CatalogOptions.defaults()))
                .extracting(product -> product.line() + " " + product.serialNumber() + " " + product.writtenUrls())
                .containsExactly("4 007 [https://a/1.jpg, https://a/2.jpg]", "6 008 [https://a/3.jpg]");
    }

    @Test
    void addsTheOutputColumnToTheStandardLayout() throws IOException {
        var file = workbook(workbook -> {
            var sheet = workbook.createSheet("Products");
            rows(sheet, STANDARD, new String[] {"007", "Chair", "https://a/1.jpg,https://a/2.jpg"});
            // A note beside the table stays where it is.
            sheet.getRow(1).createCell(5).setCellValue("note");
        });

        var out = new ByteArrayOutputStream();
        new SheetOutput(catalog)
                .writeWorkbook(
                        file,
                        stored(Layout.STANDARD, "Products"),
                        List.of(urls("https://n/1", "")).iterator(),
                        out);

        assertThat(texts(out, "Products"))
                .containsExactly(
                        List.of("Serial Number", "Product Name", "Input Image URLs", "", "", "", "Output Image URLs"),
                        List.of("007", "Chair", "https://a/1.jpg,https://a/2.jpg", "", "", "note", "https://n/1,"));
    }

    @Test
    void replacesUrlsInOtherLayouts() throws IOException {
        var header = new String[] {"Handle", "Title", "Image Src", "Variant Image", "Price"};
        var file = workbook(workbook -> {
            rows(
                    workbook.createSheet("Export"),
                    header,
                    new String[] {"mug", "Mug", "https://a/1.jpg", "https://a/2.jpg", "007"},
                    new String[] {"mug", "", "", "", "8"},
                    new String[] {"mug", "", "https://a/3.jpg", "", "9"});
            workbook.createSheet("Other").createRow(0).createCell(0).setCellFormula("1+1");
        });
        var newUrls = List.of(urls("https://n/1", "https://n/2"), urls("https://n/3"));

        var xlsx = new ByteArrayOutputStream();
        new SheetOutput(catalog).writeWorkbook(file, stored(Layout.SHOPIFY, "Export"), newUrls.iterator(), xlsx);
        var csv = new ByteArrayOutputStream();
        new SheetOutput(catalog)
                .writeCsv(
                        file, stored(Layout.SHOPIFY, "Export"), newUrls.iterator(), OutputCsv.CellStyle.ORIGINAL, csv);

        assertThat(texts(xlsx, "Export"))
                .containsExactly(
                        List.of(header),
                        List.of("mug", "Mug", "https://n/1", "https://n/2", "007"),
                        List.of("mug", "", "", "", "8"),
                        List.of("mug", "", "https://n/3", "", "9"));
        assertThat(csv.toString(StandardCharsets.UTF_8)).isEqualTo("""
                        Handle,Title,Image Src,Variant Image,Price
                        mug,Mug,https://n/1,https://n/2,007
                        mug,,,,8
                        mug,,https://n/3,,9
                        """.replace("\n", "\r\n"));
        assertThat(products(file, CatalogOptions.defaults()))
                .extracting(Product::name)
                .containsExactly("Mug", "Mug");
    }

    @Test
    void takesTheSheetThatIsNamed() throws IOException {
        var file = workbook(workbook -> {
            rows(workbook.createSheet("May"), STANDARD, new String[] {"1", "Chair", "https://a/1.jpg"});
            rows(workbook.createSheet("June"), STANDARD, new String[] {"2", "Table", "https://a/2.jpg"});
        });
        var june = options(Optional.of("June"));

        assertThat(products(file, june)).extracting(Product::serialNumber).containsExactly("2");
        assertThat(catalog.check(file, options(Optional.of("July"))))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(
                                        rejected.violations().first().getFirst().message())
                                .isEqualTo("The workbook has no sheet \"July\". It has \"May\", \"June\"."));
    }

    @Test
    void namesTheColumnsThatLookLikeImages() throws IOException {
        var file = workbook(workbook ->
                rows(workbook.createSheet("Stock"), new String[] {"Part", "Label", "Photo", "Page"}, new String[] {
                    "1", "Chair", "https://a/1.jpg", "https://shop/p/1"
                }));

        var check = (Rejected) catalog.check(file);

        assertThat(check.violations().first().getFirst().code()).isEqualTo(Violation.Code.MISSING_COLUMN);
        assertThat(check.violations().first().getFirst().message())
                .endsWith(" The column \"Photo\" looks as if it held image URLs: if so, choose it with image_column.");
        assertThat(check.summary().columns())
                .extracting(column -> column.name() + " " + column.sample() + " " + column.holdsUrls())
                .containsExactly(
                        "Part 1 false",
                        "Label Chair false",
                        "Photo https://a/1.jpg true",
                        "Page https://shop/p/1 true");
    }

    @Test
    void refusesWhatIsNoWorkbook() throws IOException {
        var file = Files.write(
                folder.resolve("broken.xlsx"), "PK\003\004 and no more".getBytes(StandardCharsets.US_ASCII));

        var check = (Rejected) catalog.check(file);

        assertThat(check.violations().first()).extracting(Violation::code).containsExactly(Violation.Code.NOT_TEXT);
    }

    private static CatalogOptions stored(Layout layout, String sheet) {
        return CatalogOptions.defaults().with(layout, Optional.of(sheet));
    }

    private static CatalogOptions options(Optional<String> sheet) {
        return new CatalogOptions(
                Layout.AUTO, Optional.empty(), Optional.empty(), FailedPlaces.KEEP, false, sheet, Optional.empty());
    }

    private static SheetOutput.NewUrls urls(String... urls) {
        return new SheetOutput.NewUrls(Stream.of(urls).map(Optional::of).toList(), String.join(",", urls));
    }

    private List<Product> products(Path file, CatalogOptions options) throws IOException {
        try (var reader = catalog.products(file, options)) {
            var products = new ArrayList<Product>();
            reader.forEachRemaining(products::add);
            return products;
        }
    }

    private Path workbook(Consumer<XSSFWorkbook> content) throws IOException {
        var file = folder.resolve("catalogue.xlsx");
        try (var workbook = new XSSFWorkbook();
                var out = Files.newOutputStream(file)) {
            content.accept(workbook);
            workbook.write(out);
        }
        return file;
    }

    private static void rows(Sheet sheet, String[]... rows) {
        for (int i = 0; i < rows.length; i++) {
            var row = sheet.createRow(i);
            for (int column = 0; column < rows[i].length; column++)
                if (!rows[i][column].isEmpty()) row.createCell(column).setCellValue(rows[i][column]);
        }
    }

    private static List<List<String>> texts(ByteArrayOutputStream xlsx, String sheet) throws IOException {
        try (var workbook = new XSSFWorkbook(new ByteArrayInputStream(xlsx.toByteArray()))) {
            var formatter = new DataFormatter();
            var rows = new ArrayList<List<String>>();
            for (var row : workbook.getSheet(sheet)) {
                var cells = new ArrayList<String>();
                for (int column = 0; column < row.getLastCellNum(); column++)
                    cells.add(formatter.formatCellValue(row.getCell(column)));
                rows.add(cells);
            }
            return rows;
        }
    }
}
