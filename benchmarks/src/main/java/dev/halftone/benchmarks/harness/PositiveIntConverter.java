package dev.halftone.benchmarks.harness;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A number of things on the command line: one at least. Underscores may group its digits.
public final class PositiveIntConverter implements ITypeConverter<Integer> {

    @Override
    public Integer convert(String typed) {
        var count = number(typed);
        if (count < 1) throw new TypeConversionException("'" + typed + "' is not 1 or more");
        return count;
    }

    private static int number(String typed) {
        try {
            return Integer.parseInt(typed.replace("_", ""));
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + typed + "' is not a number");
        }
    }
}
