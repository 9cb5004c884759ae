package dev.halftone.acceptance.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.halftone.testkit.Await;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;

/// A headless Chromium that can connect to 127.0.0.1 only.
///
/// Pages change while a test reads them, so each method waits for what it needs, with a timeout long enough for slow
/// machines.
public final class Browser implements AutoCloseable {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    private final ChromeDriver driver;
    private final Path downloads;

    private Browser(ChromeDriver driver, Path downloads) {
        this.driver = driver;
        this.downloads = downloads;
        driver.manage().timeouts().scriptTimeout(Await.TIMEOUT);
    }

    /// Finds the browser and its driver on the `PATH`, under their Debian names; empty if either is missing.
    static Optional<Installation> installed() {
        return program("chromium")
                .flatMap(browser -> program("chromedriver").map(driver -> new Installation(browser, driver)));
    }

    record Installation(Path browser, Path driver) {}

    private static Optional<Path> program(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "/usr/bin").split(":", -1))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Browser start(Installation installation) {
        try {
            var downloads = Files.createTempDirectory("downloads");
            var service = new ChromeDriverService.Builder()
                    .usingDriverExecutable(installation.driver().toFile())
                    .usingAnyFreePort()
                    .build();
            service.sendOutputTo(OutputStream.nullOutputStream());
            return new Browser(new ChromeDriver(service, options(installation, downloads)), downloads);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ChromeOptions options(Installation installation, Path downloads) {
        var options = new ChromeOptions();
        options.setBinary(installation.browser().toFile());
        options.addArguments(
                "--headless=new",
                // Chromium cannot sandbox as root; the tests open only our own pages.
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-extensions",
                // One process shows all pages. Otherwise each test starts two, for half a second of processor time
                // each.
                "--disable-site-isolation-trials",
                "--renderer-process-limit=1",
                "--disable-features=SpareRendererForSitePerProcess",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                "--force-color-profile=srgb",
                "--lang=en");
        options.setExperimentalOption(
                "prefs",
                Map.of("download.default_directory", downloads.toString(), "download.prompt_for_download", false));
        return options;
    }

    public Browser open(String url) {
        driver.get(url);
        return this;
    }

    void reload() {
        driver.navigate().refresh();
    }

    void back() {
        driver.navigate().back();
    }

    String url() {
        return driver.getCurrentUrl() == null ? "" : driver.getCurrentUrl();
    }

    String title() {
        return Objects.requireNonNullElse(driver.getTitle(), "");
    }

    /// Waits for a visible element that matches a CSS selector, and returns the first.
    WebElement awaitVisible(String selector) {
        await(selector + " is visible", () -> findVisible(selector).isPresent());
        return findVisible(selector).orElseThrow();
    }

    private Optional<WebElement> findVisible(String selector) {
        return findAll(selector).stream().filter(WebElement::isDisplayed).findFirst();
    }

    List<WebElement> findAll(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    boolean isVisible(String selector) {
        return findVisible(selector).isPresent();
    }

    void awaitGone(String selector) {
        await(selector + " is gone", () -> findVisible(selector).isEmpty());
    }

    String text(String selector) {
        return awaitVisible(selector).getText();
    }

    /// The texts of all elements that match the selector, without waiting.
    List<String> texts(String selector) {
        return findAll(selector).stream().map(WebElement::getText).toList();
    }

    void awaitText(String selector, String expected) {
        await(
                selector + " contains " + expected,
                () -> findVisible(selector).map(WebElement::getText).orElse("").contains(expected));
    }

    void awaitTexts(String selector, String... expected) {
        await(selector + " are " + List.of(expected), () -> texts(selector).equals(List.of(expected)));
    }

    String attribute(String selector, String name) {
        return Objects.requireNonNullElse(awaitVisible(selector).getDomAttribute(name), "");
    }

    void click(String selector) {
        awaitVisible(selector).click();
    }

    void type(String selector, String text) {
        awaitVisible(selector).sendKeys(text);
    }

    /// Chooses an option of a drop-down. Letters typed into one choose nothing if they come too slowly, or right after
    /// others.
    void select(String selector, String option) {
        awaitVisible(selector).findElements(By.tagName("option")).stream()
                .filter(each -> each.getText().equals(option))
                .findFirst()
                .orElseThrow(() -> new AssertionError(selector + " has no option " + option))
                .click();
    }

    /// Sends keys to the focused element.
    void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /// Presses Tab until the element has the focus, as a keyboard user does.
    void tabTo(String selector) {
        for (var steps = 0; steps < 60; steps++) {
            if (isTrue("document.activeElement?.matches(arguments[0])", selector)) return;
            press(Keys.TAB);
        }
        throw new AssertionError("Tab does not reach " + selector);
    }

    /// Drags a file from outside the browser onto an element.
    void drop(Path file, String selector) {
        var target = awaitVisible(selector).getRect();
        for (var type : List.of("dragEnter", "dragOver", "drop")) {
            command(
                    "Input.dispatchDragEvent",
                    Map.of(
                            "type",
                            type,
                            "x",
                            target.getX() + target.getWidth() / 2,
                            "y",
                            target.getY() + target.getHeight() / 2,
                            "data",
                            Map.of("items", List.of(), "files", List.of(file.toString()), "dragOperationsMask", 1)));
        }
    }

    /// Waits for the download of this name, deletes it, and returns its text.
    String downloaded(String name) {
        var file = downloads.resolve(name);
        await(name + " is downloaded", () -> Files.exists(file));
        try {
            var text = Files.readString(file, UTF_8);
            Files.delete(file);
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Nullable
    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /// Runs a script that calls its last argument when it is done, and returns what it passes.
    public @Nullable Object runAsync(String script, Object... arguments) {
        return driver.executeAsyncScript(script, arguments);
    }

    boolean isTrue(String expression, Object... arguments) {
        return Boolean.TRUE.equals(run("return " + expression, arguments));
    }

    void await(String description, BooleanSupplier condition) {
        var deadline = Instant.now().plus(Await.TIMEOUT);
        while (!holds(condition)) {
            if (Instant.now().isAfter(deadline))
                throw new AssertionError("timed out waiting until " + description + describePage());
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
    }

    /// The page may replace an element between finding and reading it; the condition is then evaluated again.
    private static boolean holds(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean();
        } catch (StaleElementReferenceException e) {
            return false;
        }
    }

    private String describePage() {
        return "; the text of " + url() + " is: " + run("return document.body.innerText");
    }

    /// Runs a command of the Chrome DevTools Protocol.
    Map<String, Object> command(String name, Map<String, Object> parameters) {
        return driver.executeCdpCommand(name, parameters);
    }

    void setMediaFeature(String media, String value) {
        command("Emulation.setEmulatedMedia", Map.of("features", List.of(Map.of("name", media, "value", value))));
    }

    void setViewport(int width, int height) {
        command(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    byte[] screenshot() {
        return driver.getScreenshotAs(OutputType.BYTES);
    }

    /// The violations that axe-core finds in the current state of the page, one for each element.
    List<String> accessibilityViolations() {
        return Axe.violations(driver);
    }

    /// The console messages since the last call, such as script errors and violations of the content security
    /// policy.
    List<String> consoleMessages() {
        return driver.manage().logs().get("browser").getAll().stream()
                .map(entry -> entry.getMessage())
                .toList();
    }

    /// Clears the local storage of the current page's origin; blank pages have none.
    void clearStorage() {
        run("if (location.protocol.startsWith('http')) localStorage.clear()");
    }

    /// Grants permissions that a browser would ask the user for, such as `notifications`.
    void allow(String... permissions) {
        command("Browser.grantPermissions", Map.of("permissions", List.of(permissions)));
    }

    void clearCookies() {
        command("Network.clearBrowserCookies", Map.of());
    }

    @Override
    public void close() {
        try {
            driver.quit();
            delete(downloads);
        } catch (WebDriverException e) {
            throw new IllegalStateException("cannot close the browser", e);
        }
    }

    private static void delete(Path folder) {
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) Files.delete(file);
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Runs axe-core, which checks the rules of WCAG 2.2 AA and good practice that a machine can check.
    static final class Axe {
        private static final String SOURCE = source();

        private static final String RUN = """
                const done = arguments[arguments.length - 1];
                const describe = ({ violations }) => violations.flatMap(({ id, nodes }) =>
                    nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`));
                axe.run(document, { resultTypes: ['violations'] }).then((result) => done(describe(result)), (e) => done([`${e}`]));
                """;

        private Axe() {}

        static List<String> violations(JavascriptExecutor page) {
            if (!Boolean.TRUE.equals(page.executeScript("return 'axe' in window"))) page.executeScript(SOURCE);
            var violations = (List<?>) Objects.requireNonNull(page.executeAsyncScript(RUN));
            return violations.stream().map(String::valueOf).toList();
        }

        private static String source() {
            try (var file = Objects.requireNonNull(Axe.class.getResourceAsStream("/axe.min.js"))) {
                return new String(file.readAllBytes(), UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
