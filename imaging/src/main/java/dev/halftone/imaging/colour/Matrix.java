package dev.halftone.imaging.colour;

/// Three by three numbers, by their columns.
record Matrix(Vector first, Vector second, Vector third) {
    // What the eye's cones answer to XYZ, sharpened (ICC.1:2022 annex E.3).
    private static final Matrix BRADFORD = new Matrix(
            new Vector(0.8951, -0.7502, 0.0389),
            new Vector(0.2664, 1.7135, -0.0685),
            new Vector(-0.1614, 0.0367, 1.0296));

    /// What makes of each colour under one white the one that looks like it under another.
    static Matrix adaptation(Vector from, Vector to) {
        var before = BRADFORD.times(from);
        var after = BRADFORD.times(to);
        var gains = new Matrix(
                new Vector(after.x() / before.x(), 0, 0),
                new Vector(0, after.y() / before.y(), 0),
                new Vector(0, 0, after.z() / before.z()));
        return BRADFORD.inverse().times(gains).times(BRADFORD);
    }

    Vector times(Vector vector) {
        return first.times(vector.x()).plus(second.times(vector.y())).plus(third.times(vector.z()));
    }

    Matrix times(Matrix other) {
        return new Matrix(times(other.first), times(other.second), times(other.third));
    }

    double determinant() {
        return first.dot(second.cross(third));
    }

    Matrix inverse() {
        var scale = 1 / determinant();
        return new Matrix(second.cross(third), third.cross(first), first.cross(second))
                .transposed()
                .times(new Matrix(new Vector(scale, 0, 0), new Vector(0, scale, 0), new Vector(0, 0, scale)));
    }

    Matrix transposed() {
        return new Matrix(
                new Vector(first.x(), second.x(), third.x()),
                new Vector(first.y(), second.y(), third.y()),
                new Vector(first.z(), second.z(), third.z()));
    }

    boolean areAllWithin(double most) {
        return first.isWithin(most) && second.isWithin(most) && third.isWithin(most);
    }
}
