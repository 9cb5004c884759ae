package dev.halftone.engine.xlsx;

import java.math.BigDecimal;
import java.math.MathContext;

/// Numbers as Excel writes them in a cell without a format and with enough room.
final class NumberText {
    /// Excel keeps so many significant digits.
    private static final MathContext DIGITS = new MathContext(15);

    /// Excel writes longer numbers with an exponent.
    private static final int MAX_INTEGER_DIGITS = 20;

    private static final int MAX_DECIMALS = 20;
    private static final int MAX_CHARS = 400;

    private NumberText() {}

    /// @param value as the file has it, such as `1.2345678901234E13`; what is no number stays as it is
    static String of(String value) {
        // Reading a number of a million digits would take minutes.
        if (isPlainInteger(value) || value.length() > MAX_CHARS) return value;
        try {
            return text(new BigDecimal(value.strip()).round(DIGITS));
        } catch (NumberFormatException | ArithmeticException e) {
            return value;
        }
    }

    /// Long whole numbers stay as they are written: those of a program may be codes with more digits than
    /// Excel keeps.
    private static boolean isPlainInteger(String value) {
        if (value.isEmpty() || (value.charAt(0) == '0' && value.length() > 1)) return false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < '0' || c > '9') return false;
        }
        return true;
    }

    private static String text(BigDecimal number) {
        if (number.signum() == 0) return "0";
        var stripped = number.stripTrailingZeros();
        int integerDigits = stripped.precision() - stripped.scale();
        if (integerDigits <= MAX_INTEGER_DIGITS && integerDigits > -MAX_DECIMALS + DIGITS.getPrecision()) {
            return stripped.toPlainString();
        }
        var digits = stripped.unscaledValue().abs().toString();
        var sign = stripped.signum() < 0 ? "-" : "";
        var mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        int exponent = integerDigits - 1;
        return "%s%sE%s%02d".formatted(sign, mantissa, exponent < 0 ? "-" : "+", Math.abs(exponent));
    }
}
