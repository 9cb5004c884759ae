package dev.halftone.engine.request;

import java.text.Normalizer;

/// A text folded for a search: texts that differ only in case, or in how accents are composed, are equal. File names
/// from macOS have decomposed accents. SQLite itself ignores the case of ASCII letters only.
public record SearchText(String text) {
    public SearchText {
        text = fold(text);
    }

    /// Folds each code point by itself. [String#toLowerCase] looks at neighbours: a sigma at the end of a word would
    /// differ from the same sigma within one.
    private static String fold(String text) {
        var folded = new StringBuilder(text.length());
        Normalizer.normalize(text, Normalizer.Form.NFC)
                .codePoints()
                .map(Character::toUpperCase)
                .map(Character::toLowerCase)
                .forEach(folded::appendCodePoint);
        return folded.toString();
    }

    public boolean isEmpty() {
        return text.isEmpty();
    }

    public boolean contains(SearchText part) {
        return text.contains(part.text);
    }

    /// The pattern of `like … escape '!'` for texts that contain this one.
    public String likePattern() {
        return "%" + text.replaceAll("[!%_]", "!$0") + "%";
    }
}
