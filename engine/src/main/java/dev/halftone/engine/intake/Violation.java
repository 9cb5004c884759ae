package dev.halftone.engine.intake;

/// Something that has to be mended before a file is taken.
///
/// @param line the line of the file on which the cell begins, from 1; a cell with line breaks in it spans several
/// @param column the cell's place in its line, from 1; also 1 where no single cell is to blame
/// @param message what is wrong and what to do, for the sender
public record Violation(long line, int column, ViolationCode code, String message) {}
