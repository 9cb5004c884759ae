package dev.halftone.engine.xlsx;

import dev.halftone.engine.zip.ZipArchive;
import java.io.Closeable;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The parts of a workbook by name, and how they refer to each other (ECMA-376 part 2).
record WorkbookParts(ZipArchive archive) implements Closeable {
    static final String CONTENT_TYPES = "[Content_Types].xml";

    /// A sheet has at most 65,530 hyperlinks, which are most of all relationships.
    private static final int MAX_RELATIONSHIPS = 200_000;

    /// How a part refers to another.
    ///
    /// @param type the last segment of its type: transitional and strict workbooks have different ones
    ///     before
    /// @param target the part's name, or, if external, the address as it is
    record Relationship(String id, String type, String target, boolean isExternal) {}

    Optional<ZipArchive.Entry> entry(String part) {
        return archive.entry(part);
    }

    ZipArchive.Entry required(String part) throws InvalidWorkbookException {
        return entry(part).orElseThrow(() -> InvalidWorkbookException.malformed("\"" + part + "\" is missing"));
    }

    XmlScanner open(ZipArchive.Entry entry) throws IOException {
        var in = XmlEncoding.pushback(archive.open(entry));
        return new XmlScanner(XmlEncoding.detect(in).reader(in));
    }

    XmlEncoding encoding(ZipArchive.Entry entry) throws IOException {
        try (var in = XmlEncoding.pushback(archive.open(entry))) {
            return XmlEncoding.detect(in);
        }
    }

    /// The relationships of a part, or of the whole file for the empty name. None if it has none.
    List<Relationship> relationships(String part) throws IOException {
        var entry = entry(relationshipsPart(part));
        if (entry.isEmpty()) return List.of();
        var found = new ArrayList<Relationship>();
        try (var xml = open(entry.get())) {
            for (var token = xml.next(); token != XmlScanner.Token.EOF; token = xml.next()) {
                if (token != XmlScanner.Token.START || !xml.isElement("Relationship")) continue;
                if (found.size() == MAX_RELATIONSHIPS) {
                    throw new InvalidWorkbookException(
                            "The workbook has more than %,d links in a sheet.".formatted(MAX_RELATIONSHIPS));
                }
                found.add(relationship(xml, part));
            }
        }
        return found;
    }

    static String relationshipsPart(String part) {
        int name = part.lastIndexOf('/') + 1;
        return part.substring(0, name) + "_rels/" + part.substring(name) + ".rels";
    }

    private static Relationship relationship(XmlScanner xml, String part) throws InvalidWorkbookException {
        var type = xml.attribute("Type").orElse("");
        var target = xml.attribute("Target").orElse("");
        boolean isExternal = xml.attribute("TargetMode").orElse("").equalsIgnoreCase("External");
        return new Relationship(
                xml.attribute("Id").orElse(""),
                type.substring(type.lastIndexOf('/') + 1),
                isExternal ? target : resolve(part, target),
                isExternal);
    }

    /// The name of the part that a target means: absolute, or relative to the folder of the part that names
    /// it.
    private static String resolve(String part, String target) {
        var path = target.replace('\\', '/');
        var segments = new ArrayDeque<String>();
        if (!path.startsWith("/")) addSegments(segments, part.substring(0, part.lastIndexOf('/') + 1));
        addSegments(segments, path);
        return decode(String.join("/", segments));
    }

    private static void addSegments(ArrayDeque<String> segments, String path) {
        for (var segment : path.split("/", -1)) {
            if (segment.equals("..")) segments.pollLast();
            else if (!segment.isEmpty() && !segment.equals(".")) segments.addLast(segment);
        }
    }

    private static String decode(String name) {
        if (name.indexOf('%') < 0) return name;
        try {
            return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return name;
        }
    }

    /// The content type of a part; empty if the workbook does not say.
    String contentType(String part) throws IOException {
        var entry = entry(CONTENT_TYPES);
        if (entry.isEmpty()) return "";
        var byExtension = "";
        try (var xml = open(entry.get())) {
            for (var token = xml.next(); token != XmlScanner.Token.EOF; token = xml.next()) {
                if (token != XmlScanner.Token.START) continue;
                var type = xml.attribute("ContentType").orElse("");
                if (xml.isElement("Override") && names(xml, part)) return type;
                if (xml.isElement("Default") && hasExtension(part, xml)) byExtension = type;
            }
        }
        return byExtension;
    }

    /// Whether the current element of the content types is about this part.
    static boolean names(XmlScanner xml, String part) throws InvalidWorkbookException {
        return xml.attribute("PartName")
                .map(name -> resolve("", name))
                .filter(part::equalsIgnoreCase)
                .isPresent();
    }

    private static boolean hasExtension(String part, XmlScanner xml) throws InvalidWorkbookException {
        var extension = part.substring(part.lastIndexOf('.') + 1);
        return xml.attribute("Extension").filter(extension::equalsIgnoreCase).isPresent();
    }

    @Override
    public void close() throws IOException {
        archive.close();
    }
}
