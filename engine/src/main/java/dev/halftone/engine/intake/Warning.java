package dev.halftone.engine.intake;

/// Something odd in a file that is taken all the same.
///
/// @param line the line of the file on which the cell begins, from 1
/// @param column the cell's place in its line, from 1; also 1 where no single cell is meant
/// @param message what is odd and what follows from it, for the sender
public record Warning(long line, int column, WarningCode code, String message) {}
