package dev.halftone.engine.intake;

/// One cell: its text as it came, without the quotes around it, and where it begins.
record Cell(Place place, String text) {
    boolean isBlank() {
        return Blank.isBlank(text);
    }
}
