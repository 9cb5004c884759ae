package dev.halftone.app.demo;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;

/// Builds the outline of a shape point by point.
final class ShapeBuilder {
    private final Path2D path = new Path2D.Double();

    private ShapeBuilder() {}

    static ShapeBuilder from(double x, double y) {
        var shapeBuilder = new ShapeBuilder();
        shapeBuilder.path.moveTo(x, y);
        return shapeBuilder;
    }

    ShapeBuilder to(double x, double y) {
        path.lineTo(x, y);
        return this;
    }

    /// A curve that leaves towards (`x1`, `y1`) and arrives from (`x2`, `y2`).
    ShapeBuilder curve(double x1, double y1, double x2, double y2, double x, double y) {
        path.curveTo(x1, y1, x2, y2, x, y);
        return this;
    }

    Shape open() {
        return path;
    }

    Shape closed() {
        path.closePath();
        return path;
    }

    /// Closes the shape and adds its mirror image at the line x = 500.
    Shape mirrored() {
        path.closePath();
        var both = new Area(path);
        both.add(both.createTransformedArea(new AffineTransform(-1, 0, 0, 1, 1000, 0)));
        return both;
    }

    static Shape ellipse(double centerX, double centerY, double radiusX, double radiusY) {
        return new Ellipse2D.Double(centerX - radiusX, centerY - radiusY, 2 * radiusX, 2 * radiusY);
    }

    static Shape box(double x, double y, double width, double height, double corner) {
        return new RoundRectangle2D.Double(x, y, width, height, corner, corner);
    }
}
