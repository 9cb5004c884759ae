package dev.halftone.imaging.colour;

/// Three numbers: a colour in CIE XYZ, mostly.
record Vector(double x, double y, double z) {
    /// The ICC's white.
    static final Vector D50 = new Vector(0.9642, 1.0, 0.8249);

    Vector times(double factor) {
        return new Vector(x * factor, y * factor, z * factor);
    }

    Vector plus(Vector other) {
        return new Vector(x + other.x, y + other.y, z + other.z);
    }

    double dot(Vector other) {
        return x * other.x + y * other.y + z * other.z;
    }

    Vector cross(Vector other) {
        return new Vector(y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x);
    }

    boolean isWithin(double most) {
        return Math.abs(x) < most && Math.abs(y) < most && Math.abs(z) < most;
    }
}
