package dev.halftone.engine.intake;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects the cells of the first record that is not blank. Its findings stand even where that record is broken off.
final class HeaderHandler extends AbstractBaseCsvCallbackHandler<List<String>> {
    private final List<String> names = new ArrayList<>();

    @Override
    protected void handleBegin(long startingLineNumber) {
        names.clear();
    }

    @Override
    protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
        names.add(new String(buffer, offset, length));
    }

    @Override
    protected @Nullable List<String> buildRecord() {
        return names().isEmpty() ? null : names();
    }

    /// Without the blank cells at its end, with which spreadsheets fill up lines.
    List<String> names() {
        int end = names.size();
        while (end > 0 && Blank.isBlank(names.get(end - 1))) end--;
        return names.subList(0, end);
    }

    long line() {
        return getStartingLineNumber();
    }
}
