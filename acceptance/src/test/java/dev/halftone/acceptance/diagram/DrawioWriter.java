package dev.halftone.acceptance.diagram;

import java.util.Comparator;
import java.util.Optional;
import java.util.StringJoiner;

/// Writes the diagram in draw.io's format: uncompressed, shapes inside their containers, and arrows that stay
/// attached when a shape is moved.
final class DrawioWriter {
    /// The id of the layer, the parent of everything outside a container.
    private static final String LAYER = "1";

    private final ArchitectureDiagram diagram;
    private final StringJoiner xml = new StringJoiner("\n", "", "\n");

    private DrawioWriter(ArchitectureDiagram diagram) {
        this.diagram = diagram;
    }

    static String of(ArchitectureDiagram diagram) {
        return new DrawioWriter(diagram).write();
    }

    private String write() {
        xml.add("""
                <mxfile host="app.diagrams.net">
                <diagram id="architecture" name="Architecture">
                <mxGraphModel dx="%1$d" dy="%2$d" grid="1" gridSize="4" guides="1" tooltips="1" connect="1" arrows="1" \
                fold="1" page="1" pageScale="1" pageWidth="%1$d" pageHeight="%2$d" math="0" shadow="0">
                <root>
                <mxCell id="0"/>
                <mxCell id="1" parent="0"/>""".formatted(ArchitectureDiagram.WIDTH, ArchitectureDiagram.HEIGHT));
        diagram.shapes().stream()
                .sorted(Comparator.comparing(
                        (ArchitectureDiagram.Shape shape) -> !shape.kind().isContainer()))
                .forEach(this::write);
        diagram.arrows().forEach(this::write);
        writeSteps();
        return xml.add("</root>\n</mxGraphModel>\n</diagram>\n</mxfile>").toString();
    }

    private void write(ArchitectureDiagram.Shape shape) {
        var container = container(shape);
        var box = shape.box();
        xml.add("""
                <mxCell id="%s" value="%s" style="%s" vertex="1" parent="%s">
                <mxGeometry x="%d" y="%d" width="%d" height="%d" as="geometry"/>
                </mxCell>""".formatted(
                        shape.id(),
                        attribute(label(shape)),
                        style(shape.kind()),
                        container.map(ArchitectureDiagram.Shape::id).orElse(LAYER),
                        box.x() - container.map(outer -> outer.box().x()).orElse(0),
                        box.y() - container.map(outer -> outer.box().y()).orElse(0),
                        box.width(),
                        box.height()));
    }

    /// Finds the smallest container around a shape.
    private Optional<ArchitectureDiagram.Shape> container(ArchitectureDiagram.Shape shape) {
        return diagram.shapes().stream()
                .filter(other -> other.kind().isContainer() && other.box().contains(shape.box()))
                .min(Comparator.comparingInt(
                        other -> other.box().width() * other.box().height()));
    }

    private static String label(ArchitectureDiagram.Shape shape) {
        var label = new StringJoiner(shape.kind().isContainer() ? ", " : "<br>").add("<b>" + shape.name() + "</b>");
        shape.notes().forEach(label::add);
        return label.toString();
    }

    private static String style(ArchitectureDiagram.Shape.Kind kind) {
        return "html=1;whiteSpace=wrap;fontSize=16;fontColor=#1c2430;absoluteArcSize=1;arcSize=20;"
                + switch (kind) {
                    case PROCESS ->
                        "rounded=1;container=1;collapsible=0;align=right;verticalAlign=top;spacingRight=8;"
                                + "fillColor=#f5f6f8;strokeColor=#b6bfca;";
                    case MODULE ->
                        "rounded=1;container=1;collapsible=0;align=right;verticalAlign=top;spacingRight=8;"
                                + "fillColor=#e8edf4;strokeColor=#b3c0d2;";
                    case PACKAGE -> "rounded=1;fillColor=#ffffff;strokeColor=#5b7ba8;";
                    case STORE -> "shape=cylinder3;boundedLbl=1;size=12;fillColor=#fdf3dc;strokeColor=#b98a2c;";
                    case OUTSIDE -> "rounded=1;dashed=1;fillColor=#ffffff;strokeColor=#7d8896;";
                };
    }

    private void write(ArchitectureDiagram.Arrow arrow) {
        var from = find(arrow.from()).box();
        var to = find(arrow.to()).box();
        var start = arrow.path().getFirst();
        var end = arrow.path().getLast();
        var style =
                "edgeStyle=orthogonalEdgeStyle;rounded=0;html=1;endArrow=block;strokeWidth=2;fontSize=16;fontStyle=1;"
                        + "labelBackgroundColor=#ffffff;fontColor=#1c2430;strokeColor=#4a586a;"
                        + "exitX=%.4f;exitY=%.4f;exitDx=0;exitDy=0;entryX=%.4f;entryY=%.4f;entryDx=0;entryDy=0;"
                                .formatted(
                                        fraction(start.x(), from.x(), from.width()),
                                        fraction(start.y(), from.y(), from.height()),
                                        fraction(end.x(), to.x(), to.width()),
                                        fraction(end.y(), to.y(), to.height()));
        var number = arrow.step().isPresent() ? Integer.toString(arrow.step().getAsInt()) : "";
        xml.add("""
                <mxCell id="%s" value="%s" style="%s" edge="1" parent="%s" source="%s" target="%s">
                <mxGeometry relative="1" as="geometry">%s</mxGeometry>
                </mxCell>""".formatted(
                        arrow.id(),
                        number,
                        style,
                        LAYER,
                        find(arrow.from()).id(),
                        find(arrow.to()).id(),
                        corners(arrow)));
    }

    private static String corners(ArchitectureDiagram.Arrow arrow) {
        var path = arrow.path();
        if (path.size() == 2) return "";
        var corners = new StringJoiner("", "<Array as=\"points\">", "</Array>");
        path.subList(1, path.size() - 1)
                .forEach(corner -> corners.add("<mxPoint x=\"%d\" y=\"%d\"/>".formatted(corner.x(), corner.y())));
        return corners.toString();
    }

    private ArchitectureDiagram.Shape find(String name) {
        return diagram.shapes().stream()
                .filter(shape -> shape.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static double fraction(int position, int start, int length) {
        return (position - start) / (double) length;
    }

    private void writeSteps() {
        var steps = diagram.steps();
        var legend = new StringJoiner("<br>");
        for (var i = 0; i < steps.size(); i++) legend.add((i + 1) + "  " + steps.get(i));
        xml.add("""
                <mxCell id="steps" value="%s" style="text;html=1;align=left;verticalAlign=top;fontSize=16;fontColor=#1c2430;strokeColor=none;fillColor=none;" vertex="1" \
                parent="1">
                <mxGeometry x="60" y="1262" width="700" height="260" as="geometry"/>
                </mxCell>""".formatted(attribute(legend.toString())));
    }

    private static String attribute(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
