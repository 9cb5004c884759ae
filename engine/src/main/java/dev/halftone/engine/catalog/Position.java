package dev.halftone.engine.catalog;

/// Where something is in a file: the line of the file and the cell of its record, both from 1.
record Position(long line, int column) {}
