package dev.halftone.acceptance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Links between the documents, and from them into the project.
class LinksTest {
    static Iterable<MarkdownDocument> documents() {
        return MarkdownDocument.all();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void leadSomewhere(MarkdownDocument markdownDocument) {
        var dead = markdownDocument.links().stream()
                .filter(link -> !link.contains("://"))
                .flatMap(link -> problem(markdownDocument, link).stream());

        assertThat(dead).isEmpty();
    }

    private static Optional<String> problem(MarkdownDocument from, String link) {
        var parts = link.split("#", 2);
        var file = parts[0].isEmpty()
                ? MarkdownDocument.PROJECT.resolve(from.path())
                : MarkdownDocument.PROJECT
                        .resolve(from.path())
                        .resolveSibling(parts[0])
                        .normalize();
        if (!file.startsWith(MarkdownDocument.PROJECT) || !Files.exists(file))
            return Optional.of(link + ": there is no such file");
        if (parts.length == 1) return Optional.empty();
        var target =
                MarkdownDocument.at(MarkdownDocument.PROJECT.relativize(file).toString());
        return target.anchors().contains(parts[1]) ? Optional.empty() : Optional.of(link + ": no such heading");
    }
}
