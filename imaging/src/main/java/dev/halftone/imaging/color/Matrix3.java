package dev.halftone.imaging.color;

/// A 3 by 3 matrix, by columns.
record Matrix3(Vector3 first, Vector3 second, Vector3 third) {
    // From XYZ to the sharpened response of the eye's cones (ICC.1:2022 annex E.3).
    private static final Matrix3 BRADFORD = new Matrix3(
            new Vector3(0.8951, -0.7502, 0.0389),
            new Vector3(0.2664, 1.7135, -0.0685),
            new Vector3(-0.1614, 0.0367, 1.0296));

    /// Converts each color under one white to the color that looks the same under another.
    static Matrix3 adaptation(Vector3 from, Vector3 to) {
        var before = BRADFORD.times(from);
        var after = BRADFORD.times(to);
        var gains = new Matrix3(
                new Vector3(after.x() / before.x(), 0, 0),
                new Vector3(0, after.y() / before.y(), 0),
                new Vector3(0, 0, after.z() / before.z()));
        return BRADFORD.inverse().times(gains).times(BRADFORD);
    }

    Vector3 times(Vector3 vector3) {
        return first.times(vector3.x()).plus(second.times(vector3.y())).plus(third.times(vector3.z()));
    }

    Matrix3 times(Matrix3 other) {
        return new Matrix3(times(other.first), times(other.second), times(other.third));
    }

    double determinant() {
        return first.dot(second.cross(third));
    }

    Matrix3 inverse() {
        var scale = 1 / determinant();
        return new Matrix3(second.cross(third), third.cross(first), first.cross(second))
                .transposed()
                .times(new Matrix3(new Vector3(scale, 0, 0), new Vector3(0, scale, 0), new Vector3(0, 0, scale)));
    }

    Matrix3 transposed() {
        return new Matrix3(
                new Vector3(first.x(), second.x(), third.x()),
                new Vector3(first.y(), second.y(), third.y()),
                new Vector3(first.z(), second.z(), third.z()));
    }

    boolean isWithin(double limit) {
        return first.isWithin(limit) && second.isWithin(limit) && third.isWithin(limit);
    }

    /// Three numbers, usually a color in CIE XYZ.
    record Vector3(double x, double y, double z) {
        /// The ICC's white.
        static final Vector3 D50 = new Vector3(0.9642, 1.0, 0.8249);

        Vector3 times(double factor) {
            return new Vector3(x * factor, y * factor, z * factor);
        }

        Vector3 plus(Vector3 other) {
            return new Vector3(x + other.x, y + other.y, z + other.z);
        }

        double dot(Vector3 other) {
            return x * other.x + y * other.y + z * other.z;
        }

        Vector3 cross(Vector3 other) {
            return new Vector3(y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x);
        }

        boolean isWithin(double limit) {
            return Math.abs(x) < limit && Math.abs(y) < limit && Math.abs(z) < limit;
        }
    }
}
