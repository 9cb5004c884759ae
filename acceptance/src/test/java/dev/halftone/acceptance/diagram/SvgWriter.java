package dev.halftone.acceptance.diagram;

import dev.halftone.acceptance.diagram.ArchitectureDiagram.Shape.Kind;
import java.util.StringJoiner;

/// Draws the diagram as SVG for readers: no script, no embedded font, and colors for light and dark mode.
final class SvgWriter {
    private static final int NUMBER_RADIUS = 15;
    private static final int LINE_HEIGHT = 24;

    private static final String STYLE = """
            :root { --paper: #ffffff; --ink: #1c2430; --soft: #536071; --line: #4a586a; --dot: #1c2430; --digit: #ffffff;
                --process: #f5f6f8; --process-edge: #b6bfca; --module: #e8edf4; --module-edge: #b3c0d2;
                --package: #ffffff; --package-edge: #5b7ba8; --store: #fdf3dc; --store-edge: #b98a2c;
                --outside: #ffffff; --outside-edge: #7d8896; }
            @media (prefers-color-scheme: dark) {
                :root { --paper: #0f141b; --ink: #eef2f7; --soft: #a9b5c4; --line: #93a2b5; --dot: #dfe7f1; --digit: #10161e;
                    --process: #161d27; --process-edge: #3d4a5b; --module: #1d2836; --module-edge: #43566f;
                    --package: #263447; --package-edge: #7fa3d4; --store: #372c14; --store-edge: #c9a14d;
                    --outside: #141a23; --outside-edge: #77859a; } }
            text { font-family: system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", Helvetica, Arial, sans-serif;
                fill: var(--ink); }
            .name { font-size: 23px; font-weight: 650; }
            .note { font-size: 18px; fill: var(--soft); }
            .step { font-size: 19px; }
            .digit { font-size: 17px; font-weight: 700; fill: var(--digit); text-anchor: middle; }
            .dot { fill: var(--dot); stroke: var(--paper); stroke-width: 2; }
            .middle { text-anchor: middle; }
            .end { text-anchor: end; }
            .paper { fill: var(--paper); }
            .process > .frame { fill: var(--process); stroke: var(--process-edge); stroke-width: 2; }
            .module > .frame { fill: var(--module); stroke: var(--module-edge); stroke-width: 1.5; }
            .package > .frame { fill: var(--package); stroke: var(--package-edge); stroke-width: 2; }
            .store > .frame { fill: var(--store); stroke: var(--store-edge); stroke-width: 2; }
            .outside > .frame { fill: var(--outside); stroke: var(--outside-edge); stroke-width: 2; stroke-dasharray: 7 5; }
            .arrow { fill: none; stroke: var(--line); stroke-width: 2.5; marker-end: url(#head); }
            .head { fill: var(--line); }
            """;

    private final ArchitectureDiagram diagram;
    private final StringJoiner svg = new StringJoiner("\n", "", "\n");

    private SvgWriter(ArchitectureDiagram diagram) {
        this.diagram = diagram;
    }

    static String of(ArchitectureDiagram diagram) {
        return new SvgWriter(diagram).draw();
    }

    private String draw() {
        svg.add("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" role="img">
                <title>The architecture of Halftone</title>
                <style>
                %3$s</style>
                <defs><marker id="head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="12" markerHeight="12" \
                markerUnits="userSpaceOnUse" orient="auto"><path class="head" d="M0 0L10 5L0 10Z"/></marker></defs>
                <rect class="paper" width="%1$d" height="%2$d"/>""".formatted(ArchitectureDiagram.WIDTH, ArchitectureDiagram.HEIGHT, STYLE));
        diagram.shapes().stream().filter(shape -> shape.kind().isContainer()).forEach(this::draw);
        diagram.arrows().forEach(this::draw);
        diagram.shapes().stream().filter(shape -> !shape.kind().isContainer()).forEach(this::draw);
        diagram.arrows().forEach(this::drawStep);
        drawSteps();
        return svg.add("</svg>").toString();
    }

    private void draw(ArchitectureDiagram.Shape shape) {
        svg.add("<g id=\"%s\" class=\"%s\">".formatted(shape.id(), shape.kind().cssClass()));
        svg.add(shape.kind() == Kind.STORE ? cylinder(shape.box()) : frame(shape.box()));
        if (shape.kind().isContainer()) heading(shape);
        else nameAndNotes(shape);
        svg.add("</g>");
    }

    private static String frame(ArchitectureDiagram.Box box) {
        return "<rect class=\"frame\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"10\"/>"
                .formatted(box.x(), box.y(), box.width(), box.height());
    }

    /// A cylinder, the usual symbol of a database.
    private static String cylinder(ArchitectureDiagram.Box box) {
        var lid = 12;
        return "<path class=\"frame\" d=\"M%1$d %2$dv%3$da%4$d %5$d 0 0 0 %6$d 0v-%3$da%4$d %5$d 0 0 0 -%6$d 0a%4$d %5$d 0 0 0 %6$d 0\"/>"
                .formatted(box.x(), box.y() + lid, box.height() - 2 * lid, box.width() / 2, lid, box.width());
    }

    /// Writes the heading on the right, where no arrow enters.
    private void heading(ArchitectureDiagram.Shape shape) {
        var note = shape.notes().isEmpty() ? "" : ", " + String.join(", ", shape.notes());
        text("name end", shape.box().right() - 16, shape.box().y() + 27, shape.name() + note);
    }

    /// Writes the name and the notes as one block in the middle of the box.
    private void nameAndNotes(ArchitectureDiagram.Shape shape) {
        var box = shape.box();
        var middle = box.x() + box.width() / 2;
        var lid = shape.kind() == Kind.STORE ? 24 : 0;
        var first = box.y() + lid + (box.height() - lid - shape.notes().size() * LINE_HEIGHT) / 2 + 8;
        text("name middle", middle, first, shape.name());
        for (var i = 0; i < shape.notes().size(); i++)
            text(
                    "note middle",
                    middle,
                    first + (i + 1) * LINE_HEIGHT,
                    shape.notes().get(i));
    }

    private void draw(ArchitectureDiagram.Arrow arrow) {
        var path = new StringJoiner("L", "M", "");
        arrow.path().forEach(point -> path.add(point.x() + " " + point.y()));
        svg.add("<path id=\"%s\" class=\"arrow\" d=\"%s\"/>".formatted(arrow.id(), path));
    }

    private void drawStep(ArchitectureDiagram.Arrow arrow) {
        arrow.step().ifPresent(step -> number(step, arrow.middle()));
    }

    /// Writes the legend of the numbers, in two columns.
    private void drawSteps() {
        var steps = diagram.steps();
        var rows = (steps.size() + 1) / 2;
        for (var i = 0; i < steps.size(); i++) {
            var x = i < rows ? 60 : 776;
            var y = 1280 + i % rows * 36;
            number(i + 1, new ArchitectureDiagram.Point(x, y));
            text("step", x + 28, y + 6, steps.get(i));
        }
    }

    private void number(int number, ArchitectureDiagram.Point at) {
        svg.add("<circle class=\"dot\" cx=\"%d\" cy=\"%d\" r=\"%d\"/>".formatted(at.x(), at.y(), NUMBER_RADIUS));
        text("digit", at.x(), at.y() + 6, Integer.toString(number));
    }

    private void text(String style, int x, int y, String text) {
        if (text.isEmpty()) return;
        svg.add("<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>".formatted(style, x, y, text.replace("&", "&amp;")));
    }
}
