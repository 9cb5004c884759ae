package dev.halftone.engine.xlsx;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import java.util.zip.ZipException;

/// A file that is no valid workbook. Its message is a sentence for the sender. Never leaves the package as
/// an exception, except while a workbook is copied that was not read before.
final class InvalidWorkbookException extends IOException {
    private static final long serialVersionUID = 1;

    InvalidWorkbookException(String sentence) {
        super(sentence);
    }

    /// A fault of a part's XML.
    static InvalidWorkbookException malformed(String why) {
        return new InvalidWorkbookException("The workbook is damaged: " + why + ".");
    }

    /// The sentence for the sender, if the file is at fault and not the disk.
    static Optional<String> sentence(IOException e) {
        return switch (e) {
            case InvalidWorkbookException _, ZipException _ -> Optional.ofNullable(e.getMessage());
            case CharacterCodingException _ -> Optional.of("The workbook is damaged: its XML is not valid text.");
            default -> Optional.empty();
        };
    }
}
