package dev.halftone.app.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// A folder of pictures of the page: each state four times.
final class Album {
    private record View(String name, int width, int height) {}

    private static final List<View> VIEWS = List.of(new View("wide", 1200, 860), new View("narrow", 360, 740));

    private static final String DRAWN = "[...document.querySelectorAll('canvas')]"
            + ".every((canvas) => canvas.className || canvas.getBoundingClientRect().top > innerHeight)";
    private static final int TALLEST = 3_000;

    private final Browser browser;
    private final Path folder;

    Album(Browser browser, Path folder) {
        this.browser = browser;
        this.folder = folder;
    }

    /// Takes the page as it is, from top to bottom; of a dialog, what is on the screen.
    void take(String state) {
        var isDialog = browser.isTrue("document.querySelector('dialog[open]') !== null");
        for (var view : VIEWS) {
            browser.size(view.width(), view.height());
            if (!isDialog) showAll(view);
            for (var scheme : List.of("light", "dark")) {
                browser.prefers("prefers-color-scheme", scheme);
                keep(state + "-" + scheme + "-" + view.name() + ".png", browser.screenshot());
            }
        }
        browser.size(VIEWS.getFirst().width(), VIEWS.getFirst().height());
        browser.prefers("prefers-color-scheme", "light");
    }

    private void showAll(View view) {
        browser.size(view.width(), Math.max(view.height(), height()));
        browser.await("every thumbnail in sight is drawn", () -> browser.isTrue(DRAWN));
    }

    private int height() {
        var height = (Number) Objects.requireNonNull(browser.run("return document.body.scrollHeight"));
        return Math.min(height.intValue(), TALLEST);
    }

    private void keep(String name, byte[] picture) {
        try {
            Files.write(folder.resolve(name), picture);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
