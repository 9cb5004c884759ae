package dev.halftone.acceptance.browser;

import java.nio.file.Path;
import java.util.List;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/// The start page, as a user works with it: choose a file, look at what it was taken for, press Start.
record StartPage(Browser browser) {
    static StartPage open(Browser browser, int port) {
        browser.open("http://127.0.0.1:" + port + "/");
        return new StartPage(browser);
    }

    StartPage choose(Path file) {
        browser.findAll("#file").getFirst().sendKeys(file.toString());
        return awaitName(file);
    }

    StartPage drop(Path file) {
        browser.drop(file, "#drop-zone");
        return awaitName(file);
    }

    private StartPage awaitName(Path file) {
        browser.awaitText("#selected-file", file.getFileName().toString());
        return this;
    }

    /// Pastes cells as a spreadsheet copies them.
    StartPage paste(String cells) {
        browser.run("""
                const clipboardData = new DataTransfer();
                clipboardData.setData('text/plain', arguments[0]);
                document.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
                """, cells);
        return this;
    }

    StartPage awaitVerdict(String text) {
        browser.awaitText("#verdict", text);
        return this;
    }

    /// The label and the chosen use of each visible column: `Image Src: Images`.
    List<String> columns() {
        return browser.findAll("#columns thead th").stream()
                .filter(WebElement::isDisplayed)
                .map(cell -> cell.findElement(By.tagName("label")).getText() + ": "
                        + cell.findElement(By.cssSelector("option:checked")).getText())
                .toList();
    }

    /// Waits until the file is accepted, and starts.
    void start() {
        browser.click("#submit:enabled");
    }
}
