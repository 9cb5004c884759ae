package dev.halftone.app.docs.drawing;

/// A rectangle in the picture, in pixels.
record Box(int x, int y, int width, int height) {

    int right() {
        return x + width;
    }

    int bottom() {
        return y + height;
    }

    boolean hasOnItsBorder(Point point) {
        var isOnSide = point.x() == x || point.x() == right();
        var isOnTopOrBottom = point.y() == y || point.y() == bottom();
        return (isOnSide && point.y() >= y && point.y() <= bottom())
                || (isOnTopOrBottom && point.x() >= x && point.x() <= right());
    }

    boolean holds(Box other) {
        return other.x > x && other.y > y && other.right() < right() && other.bottom() < bottom();
    }

    boolean meets(Box other) {
        return other.x <= right() && other.right() >= x && other.y <= bottom() && other.bottom() >= y;
    }
}
