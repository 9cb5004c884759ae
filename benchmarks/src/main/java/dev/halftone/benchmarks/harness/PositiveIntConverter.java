package dev.halftone.benchmarks.harness;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Converts a command-line argument to an integer of at least 1. Underscores may group the digits.
public final class PositiveIntConverter implements ITypeConverter<Integer> {

    @Override
    public Integer convert(String argument) {
        var count = number(argument);
        if (count < 1) throw new TypeConversionException("'" + argument + "' is not 1 or more");
        return count;
    }

    private static int number(String argument) {
        try {
            return Integer.parseInt(argument.replace("_", ""));
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + argument + "' is not a number");
        }
    }
}
