package dev.halftone.acceptance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.ProjectFiles;
import java.nio.file.Files;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Checks that links between documents, and from them to files of the project, are not broken.
class LinksTest {
    static Iterable<MarkdownDocument> documents() {
        return MarkdownDocument.all();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void linksAreNotBroken(MarkdownDocument document) {
        var broken = document.links().stream()
                .filter(link -> !link.contains("://"))
                .flatMap(link -> problem(document, link).stream());

        assertThat(broken).isEmpty();
    }

    private static Optional<String> problem(MarkdownDocument from, String link) {
        var parts = link.split("#", 2);
        var file = parts[0].isEmpty()
                ? ProjectFiles.ROOT.resolve(from.path())
                : ProjectFiles.ROOT
                        .resolve(from.path())
                        .resolveSibling(parts[0])
                        .normalize();
        if (!file.startsWith(ProjectFiles.ROOT) || !Files.exists(file)) return Optional.of(link + ": no such file");
        if (parts.length == 1) return Optional.empty();
        var target = MarkdownDocument.at(ProjectFiles.ROOT.relativize(file).toString());
        return target.anchors().contains(parts[1]) ? Optional.empty() : Optional.of(link + ": no such heading");
    }
}
