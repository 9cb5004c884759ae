package dev.halftone.engine.xlsx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Copies of workbooks written by hand, down to the character.
class WorkbookCopyTest {
    private static final String SHEET = "xl/worksheets/sheet1.xml";
    private static final OptionalInt NO_COLUMN = OptionalInt.empty();

    @TempDir
    private Path folder;

    @Test
    void changesNothingWithoutEdits() throws IOException {
        var sheet = """
                <?xml version='1.0' encoding="UTF-8"?>\r
                <!-- made by hand --><x:worksheet xmlns:x="%s" xmlns:mc="mc" mc:Ignorable="x14ac" xmlns:x14ac='y'>\r
                <x:dimension ref='A1:B9' />\t<x:cols><x:col min="1" max="1" width="9.5"/></x:cols>
                <x:sheetData ><x:row r="1" spans="1:2" x14ac:dyDescent="0.25"><x:c r="A1"><x:f>1&gt;0</x:f><x:v>1</x:v></x:c>
                </x:row><x:row r="9"/></x:sheetData><mc:AlternateContent><mc:Choice Requires="x14"><a>]]&gt;</a></mc:Choice>
                </mc:AlternateContent><x:hyperlinks/><x:extLst><x:ext uri="{1}"><![CDATA[ <c> ]]></x:ext></x:extLst>
                </x:worksheet><?end?>
                """.formatted(WorkbookFile.MAIN);

        assertThat(copied(WorkbookFile.ofSheet(sheet), Map.of(), NO_COLUMN)).isEqualTo(sheet);
    }

    @Test
    void replacesCellsInPlaceAndKeepsTheirStyle() throws IOException {
        var rows = """
                <row r="1"><c r="A1" s="3" t="s"><v>0</v></c><c r="B1" s="4" t="s" cm="1" vm="2"><v>0</v></c></row>
                <row r="2"><c r="A2" s="5"/><c t="inlineStr"><is><t>old</t></is></c><c r="C2"><v>3</v></c></row>""";

        var copied = copied(
                WorkbookFile.of(rows, "<si><t>a</t></si>"),
                Map.of(1, Map.of(1, "new <&>\" \n"), 2, Map.of(0, "", 1, "new")),
                NO_COLUMN);

        assertThat(copied).contains("""
                        <row r="1"><c r="A1" s="3" t="s"><v>0</v></c><c r="B1" s="4" t="inlineStr"><is>\
                        <t xml:space="preserve">new &lt;&amp;&gt;&quot; \n</t></is></c></row>
                        <row r="2"><c r="A2" s="5"/><c t="inlineStr"><is><t xml:space="preserve">new</t></is></c>\
                        <c r="C2"><v>3</v></c></row>""");
    }

    @Test
    void addsAColumnInTheStyleOfItsNeighborAndWidensRanges() throws IOException {
        var sheet = """
                <x:worksheet xmlns:x="%s"><x:dimension ref="A1:B3"/><x:sheetData><x:row r="1" spans="1:2"><x:c r="A1"/>\
                <x:c r="B1" s="7"><x:v>1</x:v></x:c></x:row><x:row r="2" spans="1:2"/><x:row r="3" spans="1:2">\
                <x:c r="A3" s="7"/><x:extLst/></x:row></x:sheetData></x:worksheet>""".formatted(WorkbookFile.MAIN);

        var copied = copied(
                WorkbookFile.ofSheet(sheet),
                Map.of(1, Map.of(2, "Head"), 2, Map.of(2, "a"), 3, Map.of(2, "b")),
                OptionalInt.of(2));

        assertThat(copied).endsWith("""
                        <x:dimension ref="A1:C3"/><x:sheetData><x:row r="1" spans="1:3"><x:c r="A1"/>\
                        <x:c r="B1" s="7"><x:v>1</x:v></x:c><x:c r="C1" s="7" t="inlineStr"><x:is>\
                        <x:t xml:space="preserve">Head</x:t></x:is></x:c></x:row><x:row r="2" spans="1:3">\
                        <x:c r="C2" t="inlineStr"><x:is><x:t xml:space="preserve">a</x:t></x:is></x:c></x:row>\
                        <x:row r="3" spans="1:3"><x:c r="A3" s="7"/><x:c r="C3" t="inlineStr"><x:is>\
                        <x:t xml:space="preserve">b</x:t></x:is></x:c><x:extLst/></x:row></x:sheetData></x:worksheet>""");
    }

    @ParameterizedTest
    @CsvSource({"A1, A1:D1", "A1:XFD9, A1:XFD9", "B2:C7, B2:D7", "A:C, A:C", "$A$1:$B$2, $A$1:$B$2", "'', ''"})
    void widensTheDimension(String before, String after) throws IOException {
        var sheet = "<worksheet><dimension ref=\"" + before + "\"/><sheetData/></worksheet>";

        assertThat(copied(WorkbookFile.ofSheet(sheet), Map.of(), OptionalInt.of(3)))
                .contains("<dimension ref=\"" + after + "\"/>");
    }

    @Test
    void writesTextsThatReadBackAsTheyAre() throws IOException {
        var text = " _x000D_ _x0041_ \r\n\t\u0001 \uFFFE \uD83D \uD83D\uDE00 <![CDATA[ ]]> & ";
        var file = WorkbookFile.of("<row><c/></row>").save(folder);

        var copy = save(WorkbookReading.copy(file, Map.of(1, Map.of(0, text)), NO_COLUMN));

        assertThat(WorkbookReading.onlyText(copy)).isEqualTo(text);
    }

    @Test
    void keepsTheEncodingOfTheSheet() throws IOException {
        var sheet =
                "\uFEFF<?xml version=\"1.0\" encoding=\"UTF-16\"?><worksheet><sheetData><row><c/></row></sheetData>é"
                        + "</worksheet>";
        var workbook = WorkbookFile.of("").with(SHEET, sheet, StandardCharsets.UTF_16LE);

        var entries = WorkbookReading.entries(
                WorkbookReading.copy(workbook.save(folder), Map.of(1, Map.of(0, "ü")), NO_COLUMN));

        assertThat(new String(entries.get(SHEET), StandardCharsets.UTF_16LE))
                .startsWith("\uFEFF<?xml version=\"1.0\" encoding=\"UTF-16\"?><worksheet>")
                .contains("<t xml:space=\"preserve\">ü</t>")
                .endsWith("é</worksheet>");
    }

    @Test
    void leavesTextsAloneThatAreTooLongForExcel() throws IOException {
        var rows = "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>2</v></c></row>";
        var texts = Map.of(0, "x".repeat(Workbook.MAX_CELL_CHARS + 1), 1, "x".repeat(Workbook.MAX_CELL_CHARS));

        assertThat(copied(WorkbookFile.of(rows), Map.of(1, texts), NO_COLUMN))
                .contains("<c r=\"A1\"><v>1</v></c><c r=\"B1\" t=\"inlineStr\">");
    }

    @Test
    void removesTheLinksOfReplacedCellsOnly() throws IOException {
        var sheet = """
                <worksheet xmlns:r="r"><sheetData><row r="1"><c r="A1"/><c r="B1"/></row></sheetData>
                <hyperlinks>
                <hyperlink ref="A1:A2" r:id="rId1"/>
                <hyperlink ref="B1" r:id="rId2"/><hyperlink ref="A1" location="x"/></hyperlinks></worksheet>""";

        assertThat(copied(WorkbookFile.ofSheet(sheet), Map.of(1, Map.of(0, "new")), NO_COLUMN))
                .endsWith("""
                        <hyperlinks>

                        <hyperlink ref="B1" r:id="rId2"/><hyperlink ref="A1" location="x"/></hyperlinks></worksheet>""");
        assertThat(copied(
                        WorkbookFile.ofSheet(sheet.replace("<hyperlink ref=\"A1\" location=\"x\"/>", "")),
                        Map.of(1, Map.of(0, "new", 1, "new")),
                        NO_COLUMN))
                .endsWith("</sheetData>\n</worksheet>");
    }

    @Test
    void dropsTheCalculationChainWhereAFormulaIsGone() throws IOException {
        var workbook = WorkbookFile.of("""
                        <row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><v>1</v></c></row>""").with("xl/calcChain.xml", "<calcChain><c r=\"A1\" i=\"1\"/></calcChain>");
        var file = workbook.save(folder);

        var untouched = WorkbookReading.entries(WorkbookReading.copy(file, Map.of(1, Map.of(1, "new")), NO_COLUMN));
        var dropped = WorkbookReading.entries(WorkbookReading.copy(file, Map.of(1, Map.of(0, "new")), NO_COLUMN));

        assertThat(untouched.keySet()).containsExactlyInAnyOrderElementsOf(workbook.names());
        for (var name : workbook.names()) {
            if (!name.equals(SHEET)) assertThat(text(untouched, name)).isEqualTo(workbook.part(name));
        }
        assertThat(dropped).doesNotContainKey("xl/calcChain.xml");
        assertThat(text(dropped, "[Content_Types].xml"))
                .isEqualTo(workbook.part("[Content_Types].xml")
                        .replaceFirst("<Override PartName=./xl/calcChain[^>]*>", ""));
        assertThat(text(dropped, "xl/_rels/workbook.xml.rels"))
                .isEqualTo(
                        workbook.part("xl/_rels/workbook.xml.rels").replaceFirst("<Relationship Id=.rId3[^>]*>", ""));
    }

    @Test
    void keepsTheResultsOfCellsThatSharedALostFormula() throws IOException {
        var rows = """
                <row r="1"><c r="A1" t="str"><f t="shared" ref="A1:A2" si="0">B1</f><v>a</v></c></row>\
                <row r="2"><c r="A2" t="str"><f t="shared" si="0"/><v>b</v></c>\
                <c r="B2"><f t="shared" si="1"/><v>c</v></c></row>""";

        assertThat(copied(WorkbookFile.of(rows), Map.of(1, Map.of(0, "")), NO_COLUMN))
                .contains("""
                        <row r="1"><c r="A1"/></row><row r="2"><c r="A2" t="str"><v>b</v></c>\
                        <c r="B2"><f t="shared" si="1"/><v>c</v></c></row>""");
    }

    @Test
    void refusesRowsThatTheSheetDoesNotHave() throws IOException {
        var file = WorkbookFile.of("<row r=\"2\"/>").save(folder);

        for (int row : new int[] {1, 3}) {
            assertThatThrownBy(() -> WorkbookReading.copy(file, Map.of(row, Map.of(0, "new")), NO_COLUMN))
                    .hasMessage("the sheet has no row " + row + " in this place");
        }
    }

    @Test
    void writesTheSameBytesEachTime() throws IOException {
        var file = WorkbookFile.of("<row r=\"2\"><c/></row>").save(folder);
        var texts = Map.of(2, Map.of(0, "new", 1, "new", 5, "new"));

        assertThat(WorkbookReading.copy(file, texts, OptionalInt.of(5)))
                .isEqualTo(WorkbookReading.copy(file, texts, OptionalInt.of(5)));
    }

    private String copied(WorkbookFile workbook, Map<Integer, Map<Integer, String>> texts, OptionalInt addedColumn)
            throws IOException {
        var entries = WorkbookReading.entries(WorkbookReading.copy(workbook.save(folder), texts, addedColumn));
        assertThat(entries.keySet()).containsExactlyElementsOf(workbook.names());
        var others =
                workbook.names().stream().filter(name -> !name.equals(SHEET)).collect(Collectors.toList());
        assertThat(others).allSatisfy(name -> assertThat(text(entries, name)).isEqualTo(workbook.part(name)));
        return text(entries, SHEET);
    }

    private static String text(Map<String, byte[]> entries, String name) {
        return new String(entries.get(name), StandardCharsets.UTF_8);
    }

    private Path save(byte[] bytes) throws IOException {
        return Files.write(Files.createTempFile(folder, "copy", ".xlsx"), bytes);
    }
}
