package dev.halftone.app.cli;

/// A number of things in words: `1 image`, `2 images`.
///
/// @param thing its name in the singular, which takes an s in the plural
record Counted(long number, String thing) {
    @Override
    public String toString() {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
