package dev.halftone.engine.xlsx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Rows as Excel, LibreOffice, Google Sheets and libraries write them.
class SheetReaderTest {
    @TempDir
    private Path folder;

    @Test
    void readsSharedAndInlineStringsNumbersAndErrors() throws IOException {
        var workbook =
                WorkbookFile.of("""
                <row r="1" spans="1:6"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>
                <row r="3"><c r="A3" t="inlineStr"><is><t>007</t></is></c><c r="B3"><v>42</v></c>\
                <c r="C3" t="b"><v>1</v></c><c r="D3" t="e"><v>#N/A</v></c><c r="F3" t="str"><v>result</v></c></row>
                """, "<si><t>Serial Number</t></si><si><t xml:space=\"preserve\"> Name </t></si>");

        assertThat(WorkbookReading.rows(workbook.save(folder)))
                .containsExactly("1: A=Serial Number|B= Name ", "3: A=007|B=42|C=TRUE|D=#N/A|F=result");
    }

    @Test
    void joinsRunsAndLeavesOutPhoneticGuides() throws IOException {
        var workbook = WorkbookFile.of("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>", """
                <si><r><rPr><b/><t>no</t></rPr><t>https://</t></r><r><t xml:space="preserve">a/1.jpg</t></r>\
                <rPh sb="0" eb="1"><t>ヨミ</t></rPh><phoneticPr fontId="1"/></si>""");

        assertThat(WorkbookReading.onlyText(workbook.save(folder))).isEqualTo("https://a/1.jpg");
    }

    @Test
    void countsRowsAndCellsWithoutReferences() throws IOException {
        var workbook = WorkbookFile.of("""
                <row><c t="inlineStr"><is><t>a</t></is></c><c/><c><v>3</v></c></row>\
                <row/><row><c r="B3"><v>4</v></c><c><v>5</v></c></row>""");

        assertThat(WorkbookReading.rows(workbook.save(folder))).containsExactly("1: A=a|C=3", "3: B=4|C=5");
    }

    @Test
    void readsPrefixesAbsoluteTargetsAndStrictNames() throws IOException {
        var strict = "http://purl.oclc.org/ooxml/spreadsheetml/main";
        var office = "http://purl.oclc.org/ooxml/officeDocument/relationships";
        var workbook = WorkbookFile.ofSheet("""
                        <x:worksheet xmlns:x="%s"><x:sheetData><x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c></x:row>\
                        </x:sheetData></x:worksheet>""".formatted(strict))
                .with(
                        "_rels/.rels",
                        WorkbookFile.relationships("R1 officeDocument /xl/workbook.xml")
                                .replace(WorkbookFile.OFFICE, office))
                .with(
                        "xl/_rels/workbook.xml.rels",
                        WorkbookFile.relationships(
                                        "R2 worksheet /xl/worksheets/sheet1.xml",
                                        "R3 sharedStrings ../xl/./sharedStrings.xml")
                                .replace(WorkbookFile.OFFICE, office))
                .with("xl/workbook.xml", """
                        <x:workbook xmlns:x="%s"><x:sheets><x:sheet name="S" sheetId="1" d3p1:id="R2" xmlns:d3p1="%s"/>\
                        </x:sheets></x:workbook>""".formatted(strict, office))
                .with(
                        "xl/sharedStrings.xml",
                        "<x:sst xmlns:x=\"%s\"><x:si><x:t>text</x:t></x:si></x:sst>".formatted(strict));

        assertThat(WorkbookReading.rows(workbook.save(folder))).containsExactly("1: A=text");
    }

    @Test
    void readsByteOrderMarksUtf16AndWindowsLineEnds() throws IOException {
        var sheet =
                "<?xml version=\"1.0\" encoding=\"UTF-16\"?>\r\n<worksheet xmlns=\"%s\">\r\n<sheetData>\r\n<row>\r\n"
                                .formatted(WorkbookFile.MAIN)
                        + "<c t=\"inlineStr\">\r\n<is><t>Stühle\r\n😀</t></is>\r\n</c></row></sheetData></worksheet>\r\n";
        var utf8 = sheet.replace("UTF-16", "utf-8");

        for (var bytes : new byte[][] {
            utf8.getBytes(StandardCharsets.UTF_8),
            ("\uFEFF" + utf8).getBytes(StandardCharsets.UTF_8),
            ("\uFEFF" + sheet).getBytes(StandardCharsets.UTF_16LE),
            ("\uFEFF" + sheet).getBytes(StandardCharsets.UTF_16BE),
            sheet.getBytes(StandardCharsets.UTF_16LE)
        }) {
            var workbook = WorkbookFile.of("").with("xl/worksheets/sheet1.xml", bytes);

            assertThat(WorkbookReading.onlyText(workbook.save(folder))).isEqualTo("Stühle\n😀");
        }
    }

    @Test
    void decodesReferencesCdataAndEscapes() throws IOException {
        var workbook = WorkbookFile.of(
                "<row><c t=\"inlineStr\"><is><t>a&amp;b &lt;&#x20AC;&#8364;<![CDATA[<c&amp;>]]><!-- no -->d_x000D_e"
                        + "_x005F_x0041__X0041_</t></is></c></row>");

        assertThat(WorkbookReading.onlyText(workbook.save(folder))).isEqualTo("a&b <€€<c&amp;>d\re_x0041__X0041_");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "HYPERLINK(\"https://a/1.jpg\",\"Chair\") | =HYPERLINK(\"https://a/1.jpg\",\"Chair\")",
                "hyperlink( \"https://a/1.jpg\" ) | =hyperlink( \"https://a/1.jpg\" )",
                "_xlfn.IMAGE(\"https://a/1.jpg\",\"alt\",1) | =IMAGE(\"https://a/1.jpg\",\"alt\",1)",
                "IMAGE(\"https://a/\"\"1\"\".jpg\") | =IMAGE(\"https://a/\"\"1\"\".jpg\")",
                "IFERROR(__xludf.DUMMYFUNCTION(\"image(\"\"https://a/1.jpg\"\")\"),\"\") | =image(\"https://a/1.jpg\")",
                "HYPERLINK(\"https://a/\"&amp;B1,\"Chair\") | result",
                "HYPERLINK(B1,\"Chair\") | result",
                "IMAGE(\"https://a/1.jpg | result",
                "IMAGES(\"https://a/1.jpg\") | result",
                "SUM(A1:B2) | result",
                "'' | result"
            })
    void readsFormulasAsTheirResultUnlessTheyHoldAnAddress(String formula, String text) throws IOException {
        var workbook = WorkbookFile.of("<row><c t=\"str\"><f>" + formula + "</f><v>result</v></c></row>");

        assertThat(WorkbookReading.onlyText(workbook.save(folder))).isEqualTo(text);
    }

    @Test
    void givesLinksOfCellsToOutside() throws IOException {
        var workbook = WorkbookFile.ofSheet("""
                        <worksheet xmlns="%s" xmlns:r="%s"><sheetData><row r="1"><c r="A1" t="str"><v>View</v></c>\
                        <c r="B1"/><c r="C1" t="str"><v>inside</v></c></row></sheetData><mergeCells><mergeCell ref="B1:B2"/>\
                        </mergeCells><hyperlinks><hyperlink ref="A1" r:id="rId1" location="x"/>\
                        <hyperlink ref="B1:B2" r:id="rId1"/><hyperlink ref="C1" location="Sheet2!A1"/></hyperlinks>\
                        </worksheet>""".formatted(WorkbookFile.MAIN, WorkbookFile.OFFICE))
                .with(
                        "xl/worksheets/_rels/sheet1.xml.rels",
                        WorkbookFile.relationships("rId1 hyperlink https://a/1.jpg?b=1&amp;c"));

        assertThat(WorkbookReading.rows(workbook.save(folder)))
                .containsExactly("1: A=View -> https://a/1.jpg?b=1&c#x|B= -> https://a/1.jpg?b=1&c|C=inside");
    }

    @Test
    void ignoresElementsOfOthersAndExtensions() throws IOException {
        var workbook = WorkbookFile.ofSheet("""
                <worksheet xmlns="%s" xmlns:mc="mc" xmlns:z="z"><mc:AlternateContent><mc:Choice><row><c><v>9</v></c></row>\
                </mc:Choice></mc:AlternateContent><sheetData><row r="1"><c r="A1"><v>1</v><extLst><ext><v>8</v></ext>\
                </extLst></c><extLst><c><v>7</v></c></extLst></row><z:row/></sheetData><extLst><row r="1"/></extLst>\
                </worksheet>""".formatted(WorkbookFile.MAIN));

        assertThat(WorkbookReading.rows(workbook.save(folder))).containsExactly("1: A=1");
    }

    @Test
    void keepsNumbersThatAreFarTooLong() throws IOException {
        var number = "0." + "1".repeat(2_000_000);
        var workbook = WorkbookFile.of("<row><c><v>" + number + "</v></c></row>");

        assertThat(WorkbookReading.onlyText(workbook.save(folder))).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<row r=\"2\"/><row r=\"1\"/>",
                "<row r=\"2\"/><row r=\"2\"/>",
                "<row r=\"1048577\"/>",
                "<row r=\"x\"/>",
                "<row><c r=\"B1\"/><c r=\"A1\"/></row>",
                "<row><c r=\"A1\"/><c r=\"A1\"/></row>",
                "<row><c r=\"XFE1\"/></row>",
                "<row><c r=\"1\"/></row>",
                "<row><c r=\"A\"/></row>",
                "<row><c t=\"s\"><v>2</v></c></row>",
                "<row><c t=\"s\"><v>-1</v></c></row>",
                "<row><c t=\"s\"><v>x</v></c></row>",
                "<row><c t=\"s\"><v>99999999999</v></c></row>",
                "<row><c></row>",
                "<row><c t='inlineStr'><is><t>&nope;</t></is></c></row>",
                "<row><c t='inlineStr'><is><t>&#0;</t></is></c></row>",
                "<row><c t='inlineStr'><is><t>a & b</t></is></c></row>",
                "<row><c t='n' t='s'/></row>",
                "<row r=1/>",
                "<row r=\"<\"/>",
                "<row",
                "<row>\u0001</row>"
            })
    void saysThatASheetIsDamaged(String rows) throws IOException {
        var workbook = WorkbookFile.of(rows, "<si><t>0</t></si><si><t>1</t></si>");

        assertThat(WorkbookReading.rows(workbook.save(folder)))
                .singleElement()
                .asString()
                .startsWith("The workbook is damaged: ")
                .endsWith(".");
    }
}
