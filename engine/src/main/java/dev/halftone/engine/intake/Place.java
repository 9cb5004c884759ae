package dev.halftone.engine.intake;

/// Where something is in a file: the line of the file and the cell of its record, both from 1.
record Place(long line, int column) {}
