package dev.halftone.acceptance.browser;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Injects one browser shared by all tests, and resets it before each: a wide window, light mode, no cookies,
/// and nothing that the last page has stored.
public final class BrowserExtension implements ExecutionCondition, ParameterResolver, BeforeEachCallback {
    private static final Namespace NAMESPACE = Namespace.create(BrowserExtension.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return Browser.installed().isPresent()
                ? ConditionEvaluationResult.enabled("Chromium is installed")
                : ConditionEvaluationResult.disabled(
                        "Chromium is not installed: run apt install chromium chromium-driver");
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        var browser = browser(context);
        browser.command("Network.enable", Map.of());
        browser.clearStorage();
        browser.open("about:blank");
        browser.clearCookies();
        browser.consoleMessages();
        browser.setViewport(1200, 900);
        browser.setMediaFeature("prefers-color-scheme", "light");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Browser.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return browser(context);
    }

    /// Stored in the root context, so that it is closed at the end of the test run.
    private static Browser browser(ExtensionContext context) {
        var store = context.getRoot().getStore(NAMESPACE);
        return Objects.requireNonNull(store.computeIfAbsent(
                Browser.class, _ -> Browser.start(Browser.installed().orElseThrow()), Browser.class));
    }
}
