package dev.halftone.app.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// A folder of pictures of the page: each state four times.
final class Album {
    private record View(String name, int width, int height) {}

    private static final List<View> VIEWS = List.of(new View("wide", 1200, 860), new View("narrow", 360, 740));

    private final Browser browser;
    private final Path folder;

    Album(Browser browser, Path folder) {
        this.browser = browser;
        this.folder = folder;
    }

    /// Takes the page as it is, from top to bottom; of a dialog, what is on the screen.
    void take(String state) {
        for (var view : VIEWS) {
            browser.size(view.width(), view.height());
            for (var scheme : List.of("light", "dark")) {
                browser.prefers("prefers-color-scheme", scheme);
                keep(state + "-" + scheme + "-" + view.name() + ".png", picture(view));
            }
        }
        browser.size(VIEWS.getFirst().width(), VIEWS.getFirst().height());
        browser.prefers("prefers-color-scheme", "light");
    }

    private byte[] picture(View view) {
        // Lazy pictures come when they are scrolled to.
        browser.run("for (const image of document.images) image.loading = 'eager'");
        browser.await(
                "the pictures are there",
                () -> browser.isTrue("[...document.images].every((image) => image.complete || !image.offsetParent)"));
        var isDialog = browser.isTrue("document.querySelector('dialog[open]') !== null");
        var height = isDialog
                ? view.height()
                : ((Number) java.util.Objects.requireNonNull(browser.run("return document.body.scrollHeight")))
                        .intValue();
        var clip = Map.of("x", 0, "y", 0, "width", view.width(), "height", Math.min(height, 3000), "scale", 1);
        var shot = browser.command(
                "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true, "clip", clip));
        return Base64.getDecoder().decode(String.valueOf(shot.get("data")));
    }

    private void keep(String name, byte[] picture) {
        try {
            Files.write(folder.resolve(name), picture);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
