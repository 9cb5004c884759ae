package dev.halftone.app.browser;

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
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(15);

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

    String address() {
        return driver.getCurrentUrl() == null ? "" : driver.getCurrentUrl();
    }

    String title() {
        return Objects.requireNonNullElse(driver.getTitle(), "");
    }

    /// The first element that a CSS selector finds and that can be seen.
    WebElement see(String selector) {
        await(selector + " is seen", () -> seen(selector).isPresent());
        return seen(selector).orElseThrow();
    }

    private Optional<WebElement> seen(String selector) {
        return all(selector).stream().filter(WebElement::isDisplayed).findFirst();
    }

    List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    boolean isSeen(String selector) {
        return seen(selector).isPresent();
    }

    void awaitGone(String selector) {
        await(selector + " is gone", () -> seen(selector).isEmpty());
    }

    String text(String selector) {
        return see(selector).getText();
    }

    /// The texts of all elements that the selector finds.
    List<String> texts(String selector) {
        return all(selector).stream().map(WebElement::getText).toList();
    }

    void awaitText(String selector, String words) {
        await(
                selector + " says " + words,
                () -> seen(selector).isPresent() && text(selector).contains(words));
    }

    void awaitTexts(String selector, String... wanted) {
        await(selector + " are " + List.of(wanted), () -> texts(selector).equals(List.of(wanted)));
    }

    String attribute(String selector, String name) {
        return Objects.requireNonNullElse(see(selector).getDomAttribute(name), "");
    }

    void click(String selector) {
        see(selector).click();
    }

    void type(String selector, String text) {
        see(selector).sendKeys(text);
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
        var place = see(selector).getRect();
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
        var deadline = Instant.now().plus(PATIENCE);
        while (!holds(condition)) {
            if (Instant.now().isAfter(deadline)) throw new AssertionError("it never came that " + what + state());
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    /// What the page has replaced between two looks is looked for again.
    private static boolean holds(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean();
        } catch (StaleElementReferenceException e) {
            return false;
        }
    }

    private String state() {
        return "; at " + address() + " there is: " + run("return document.body.innerText");
    }

    /// A command of the DevTools protocol.
    Map<String, Object> command(String name, Map<String, Object> parameters) {
        return driver.executeCdpCommand(name, parameters);
    }

    void prefers(String media, String value) {
        command("Emulation.setEmulatedMedia", Map.of("features", List.of(Map.of("name", media, "value", value))));
    }

    void size(int width, int height) {
        command(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    byte[] screenshot() {
        return driver.getScreenshotAs(OutputType.BYTES);
    }

    /// What axe-core finds wrong with the page as it is shown now, a line for each element.
    List<String> barriers() {
        return Axe.barriers(driver);
    }

    /// What the browser has complained of since it was last asked: scripts that failed, things that the policy
    /// forbade.
    List<String> complaints() {
        return driver.manage().logs().get("browser").getAll().stream()
                .map(entry -> entry.getMessage())
                .toList();
    }

    /// Forgets who was here.
    void forget() {
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
}
