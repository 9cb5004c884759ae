package dev.halftone.acceptance.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

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

/// A Chromium without a window, which reaches this machine and nothing else.
///
/// Pages change while one looks: whatever is asked for is waited for, as long as any machine may need.
final class Browser implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(15);

    private final ChromeDriver driver;
    private final Path downloads;

    private Browser(ChromeDriver driver, Path downloads) {
        this.driver = driver;
        this.downloads = downloads;
    }

    /// Where Debian and its kin have the browser and its driver; empty where either is missing.
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
                // Root has no sandbox; what is shown is our own.
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-extensions",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                "--force-color-profile=srgb",
                "--lang=en");
        options.setExperimentalOption(
                "prefs",
                Map.of("download.default_directory", downloads.toString(), "download.prompt_for_download", false));
        return options;
    }

    Browser open(String url) {
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

    /// The first element that a CSS selector finds and that can be seen.
    WebElement awaitVisible(String selector) {
        await(selector + " is seen", () -> findVisible(selector).isPresent());
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

    /// The texts of all elements that the selector finds.
    List<String> texts(String selector) {
        return findAll(selector).stream().map(WebElement::getText).toList();
    }

    void awaitText(String selector, String words) {
        await(
                selector + " says " + words,
                () -> findVisible(selector).isPresent() && text(selector).contains(words));
    }

    void awaitTexts(String selector, String... wanted) {
        await(selector + " are " + List.of(wanted), () -> texts(selector).equals(List.of(wanted)));
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

    /// Presses keys wherever the focus is.
    void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /// Goes on by the Tab key until the element has the focus, as somebody without a mouse does.
    void tabTo(String selector) {
        for (var steps = 0; steps < 60; steps++) {
            if (isTrue("document.activeElement?.matches(arguments[0])", selector)) return;
            press(Keys.TAB);
        }
        throw new AssertionError("the Tab key never comes to " + selector);
    }

    /// Drops a file from outside onto an element.
    void drop(Path file, String selector) {
        var place = awaitVisible(selector).getRect();
        for (var step : List.of("dragEnter", "dragOver", "drop")) {
            command(
                    "Input.dispatchDragEvent",
                    Map.of(
                            "type",
                            step,
                            "x",
                            place.getX() + place.getWidth() / 2,
                            "y",
                            place.getY() + place.getHeight() / 2,
                            "data",
                            Map.of("items", List.of(), "files", List.of(file.toString()), "dragOperationsMask", 1)));
        }
    }

    /// The content of the one file that was downloaded under this name.
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

    boolean isTrue(String expression, Object... arguments) {
        return Boolean.TRUE.equals(run("return " + expression, arguments));
    }

    void await(String what, BooleanSupplier condition) {
        var deadline = Instant.now().plus(TIMEOUT);
        while (!isTrueNow(condition)) {
            if (Instant.now().isAfter(deadline))
                throw new AssertionError("it never came that " + what + describePage());
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
    }

    /// What the page has replaced between two looks is looked for again.
    private static boolean isTrueNow(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean();
        } catch (StaleElementReferenceException e) {
            return false;
        }
    }

    private String describePage() {
        return "; at " + url() + " there is: " + run("return document.body.innerText");
    }

    /// A command of the DevTools protocol.
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

    /// What axe-core finds wrong with the page as it is shown now, a line for each element.
    List<String> accessibilityViolations() {
        return Axe.violations(driver);
    }

    /// What the browser has complained of since it was last asked: scripts that failed, things that the policy
    /// forbade.
    List<String> consoleMessages() {
        return driver.manage().logs().get("browser").getAll().stream()
                .map(entry -> entry.getMessage())
                .toList();
    }

    /// Forgets who was here.
    void clearCookies() {
        command("Network.clearBrowserCookies", Map.of());
    }

    @Override
    public void close() {
        try {
            driver.quit();
            delete(downloads);
        } catch (WebDriverException e) {
            throw new IllegalStateException("the browser does not end", e);
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

    /// axe-core, which knows what keeps people out: what of WCAG 2.2 AA and good practice a machine can check.
    static final class Axe {
        private static final String SOURCE = source();

        private static final String RUN = """
                const done = arguments[arguments.length - 1];
                const told = ({ violations }) => violations.flatMap(({ id, nodes }) =>
                    nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`));
                axe.run(document, { resultTypes: ['violations'] }).then((result) => done(told(result)), (e) => done([`${e}`]));
                """;

        private Axe() {}

        static List<String> violations(JavascriptExecutor page) {
            if (!Boolean.TRUE.equals(page.executeScript("return 'axe' in window"))) page.executeScript(SOURCE);
            var found = (List<?>) Objects.requireNonNull(page.executeAsyncScript(RUN));
            return found.stream().map(String::valueOf).toList();
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
