package dev.halftone.acceptance.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The Mermaid diagrams in the documents, drawn by Mermaid itself in Chromium.
class MermaidDiagramsTest {
    private static final String MERMAID = "META-INF/maven/org.webjars.npm/mermaid/pom.properties";
    private static final Pattern VERDICT = Pattern.compile("(?s)<output id=\"verdict\">(.*?)</output>");

    @TempDir
    private Path folder;

    @Test
    void canBeDrawn() throws IOException, InterruptedException {
        var chromium = Program.find("chromium");
        assumeTrue(chromium.isPresent(), "Chromium is missing: apt install chromium");
        var diagrams = MarkdownDocument.all().stream()
                .flatMap(markdownDocument -> markdownDocument.codeBlocks("mermaid").stream())
                .toList();

        var verdict = verdict(chromium.get(), page(diagrams));

        assertThat(diagrams).hasSizeGreaterThan(8);
        assertThat(verdict).isEqualTo(diagrams.size() + " drawn");
    }

    private String verdict(Path chromium, Path page) throws IOException, InterruptedException {
        var dom = Program.run(
                folder,
                List.of(
                        chromium.toString(),
                        "--headless=new",
                        // Root has no sandbox; what is shown is our own.
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--host-resolver-rules=MAP * ~NOTFOUND",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--virtual-time-budget=60000",
                        "--dump-dom",
                        page.toUri().toString()));
        var verdict = VERDICT.matcher(dom);
        assertThat(verdict.find()).as(dom).isTrue();
        return verdict.group(1);
    }

    private Path page(List<String> diagrams) throws IOException {
        try (var mermaid = mermaid()) {
            Files.copy(mermaid, folder.resolve("mermaid.js"));
        }
        var page = new StringBuilder("<!doctype html><meta charset=utf-8><script src=mermaid.js></script>");
        for (var diagram : diagrams)
            page.append("<pre>")
                    .append(diagram.replace("&", "&amp;").replace("<", "&lt;"))
                    .append("</pre>");
        page.append("""
                <output id="verdict"></output>
                <script type="module">
                mermaid.initialize({ startOnLoad: false });
                const complaints = [];
                let drawn = 0;
                for (const source of document.querySelectorAll("pre")) {
                    try {
                        await mermaid.render(`diagram${drawn}`, source.textContent);
                        drawn++;
                    } catch (e) {
                        complaints.push(`${e.message} in ${source.textContent}`);
                    }
                }
                document.body.replaceChildren(document.getElementById("verdict"));
                document.getElementById("verdict").textContent = [`${drawn} drawn`, ...complaints].join("; ");
                </script>
                """);
        return Files.writeString(folder.resolve("page.html"), page, UTF_8);
    }

    private static InputStream mermaid() throws IOException {
        var about = new Properties();
        try (var properties = resource(MERMAID)) {
            about.load(properties);
        }
        return resource("META-INF/resources/webjars/mermaid/" + about.getProperty("version") + "/dist/mermaid.min.js");
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(MermaidDiagramsTest.class.getClassLoader().getResourceAsStream(name), name);
    }
}
