package dev.halftone.acceptance.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.halftone.acceptance.ExternalTool;
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

/// Renders the Mermaid diagrams in the documents with Mermaid in Chromium.
class MermaidDiagramsTest {
    private static final String MERMAID = "META-INF/maven/org.webjars.npm/mermaid/pom.properties";
    private static final Pattern RESULT = Pattern.compile("(?s)<output id=\"result\">(.*?)</output>");

    @TempDir
    private Path folder;

    @Test
    void everyDiagramRenders() throws IOException {
        var chromium = ExternalTool.find("chromium");
        assumeTrue(chromium.isPresent(), "Chromium is missing: apt install chromium");
        var diagrams = MarkdownDocument.all().stream()
                .flatMap(document -> document.codeBlocks("mermaid").stream())
                .toList();

        var result = result(chromium.get(), page(diagrams));

        assertThat(diagrams).hasSizeGreaterThan(8);
        assertThat(result).isEqualTo(diagrams.size() + " rendered");
    }

    private String result(Path chromium, Path page) throws IOException {
        var dom = ExternalTool.standardOutput(
                folder,
                List.of(
                        chromium.toString(),
                        "--headless=new",
                        // Root cannot use the sandbox, and the page is our own.
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--host-resolver-rules=MAP * ~NOTFOUND",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--virtual-time-budget=60000",
                        "--dump-dom",
                        page.toUri().toString()));
        var result = RESULT.matcher(dom);
        assertThat(result.find()).as(dom).isTrue();
        return result.group(1);
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
                <output id="result"></output>
                <script type="module">
                mermaid.initialize({ startOnLoad: false });
                const errors = [];
                let rendered = 0;
                for (const source of document.querySelectorAll("pre")) {
                    try {
                        await mermaid.render(`diagram${rendered}`, source.textContent);
                        rendered++;
                    } catch (e) {
                        errors.push(`${e.message} in ${source.textContent}`);
                    }
                }
                document.body.replaceChildren(document.getElementById("result"));
                document.getElementById("result").textContent = [`${rendered} rendered`, ...errors].join("; ");
                </script>
                """);
        return Files.writeString(folder.resolve("page.html"), page, UTF_8);
    }

    private static InputStream mermaid() throws IOException {
        var pom = new Properties();
        try (var properties = resource(MERMAID)) {
            pom.load(properties);
        }
        return resource("META-INF/resources/webjars/mermaid/" + pom.getProperty("version") + "/dist/mermaid.min.js");
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(MermaidDiagramsTest.class.getClassLoader().getResourceAsStream(name), name);
    }
}
