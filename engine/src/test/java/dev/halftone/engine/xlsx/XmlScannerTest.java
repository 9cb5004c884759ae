package dev.halftone.engine.xlsx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.xlsx.XmlScanner.Token;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The scanner against the parser of the JDK.
class XmlScannerTest {
    private static final List<String> PIECES = List.of(
            "<a>",
            "</a>",
            "<a>",
            "</a>",
            "<b x='1'/>",
            "<b x='a>b' y=\"it's&#10;&lt;\"/>",
            "<a\n  z = '\t&#9;x\r\n'\n>",
            "</a >",
            "text",
            " ",
            "\r\n",
            "\r",
            "&amp;",
            "&#x1F600;",
            "é😀",
            "<![CDATA[<x>&amp;]]]>",
            "<!-- -> --->",
            "<?p ? ??>",
            "]]",
            ">",
            "'",
            "\"");

    /// Broken in places, so that not only good documents are compared.
    private static final List<String> FAULTS = List.of(
            "&",
            "&no;",
            "<a x=1>",
            "<a x>",
            "<a x='1' x='2'/>",
            "<a x='<'/>",
            "< a>",
            "<a",
            "</b>",
            "\u0001",
            "<!DOCTYPE a>",
            "<a 'x'/>",
            "&#0;",
            "<a x='1'y='2'/>",
            "<1/>");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void agreesWithTheParserOfTheJdk(long seed) throws IOException {
        var random = new Random(seed);
        int wellFormed = 0;
        for (int i = 0; i < 4000; i++) {
            var document = document(random);

            var expected = events(document);
            var actual = scanned(document);

            if (expected.isPresent()) wellFormed++;
            if (!document.contains("--->")) assertThat(actual).as(document).isEqualTo(expected);
        }
        assertThat(wellFormed).isGreaterThan(500);
    }

    private static String document(Random random) {
        var body = new StringBuilder();
        int open = 0;
        for (int pieces = random.nextInt(12); pieces > 0; pieces--) {
            var piece = PIECES.get(random.nextInt(PIECES.size()));
            if (piece.startsWith("</") && open == 0) continue;
            if (piece.startsWith("</")) open--;
            if (piece.startsWith("<a")) open++;
            body.append(random.nextInt(60) == 0 ? FAULTS.get(random.nextInt(FAULTS.size())) : piece);
        }
        return "<?xml version='1.0'?><r>" + body + "</a>".repeat(open) + "</r>\n";
    }

    private static Optional<String> scanned(String document) throws IOException {
        var events = new StringBuilder();
        var copied = new StringBuilder();
        try (var xml = new XmlScanner(new SlowReader(document))) {
            for (var token = xml.next(); token != Token.EOF; token = xml.next()) {
                copied.append(xml.raw());
                switch (token) {
                    case START -> {
                        events.append('<').append(xml.isElement("a") ? "a" : xml.isElement("b") ? "b" : "r");
                        for (var name : List.of("x", "y", "z")) {
                            xml.attribute(name).ifPresent(value -> events.append(" " + name + "=" + value));
                        }
                        events.append('>');
                    }
                    case END -> events.append("</>");
                    case TEXT -> {
                        if (xml.depth() > 0) events.append(xml.textValue());
                    }
                    case OTHER, EOF -> {}
                }
            }
        } catch (InvalidWorkbookException e) {
            return Optional.empty();
        }
        assertThat(copied).hasToString(document);
        return Optional.of(events.toString());
    }

    private static Optional<String> events(String document) {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setXMLReporter((_, _, _, _) -> {});
        var events = new StringBuilder();
        try {
            var xml = factory.createXMLStreamReader(new StringReader(document));
            while (xml.hasNext()) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> start(xml, events);
                    case XMLStreamConstants.END_ELEMENT -> events.append("</>");
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> events.append(xml.getText());
                    case XMLStreamConstants.DTD -> {
                        return Optional.empty();
                    }
                    default -> {}
                }
            }
            return Optional.of(events.toString());
        } catch (XMLStreamException e) {
            return Optional.empty();
        }
    }

    private static void start(XMLStreamReader xml, StringBuilder events) {
        events.append('<').append(xml.getLocalName());
        var attributes = new ArrayList<String>();
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            attributes.add(" " + xml.getAttributeLocalName(i) + "=" + xml.getAttributeValue(i));
        }
        attributes.stream().sorted().forEach(events::append);
        events.append('>');
    }

    /// Gives a few characters at a time, so that tokens begin and end anywhere in the buffer.
    private static final class SlowReader extends StringReader {
        SlowReader(String text) {
            super(text);
        }

        @Override
        public int read(char[] into, int offset, int length) throws IOException {
            return super.read(into, offset, Math.min(length, 3));
        }
    }
}
