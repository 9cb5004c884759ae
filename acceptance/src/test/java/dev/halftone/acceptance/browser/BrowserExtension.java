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

/// Gives tests a browser, one for all of them; each finds it wide, light, and with no memory of the last.
final class BrowserExtension implements ExecutionCondition, ParameterResolver, BeforeEachCallback {
    private static final Namespace NAMESPACE = Namespace.create(BrowserExtension.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return Browser.installed().isPresent()
                ? ConditionEvaluationResult.enabled("there is a browser")
                : ConditionEvaluationResult.disabled("Chromium is missing: apt install chromium chromium-driver");
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        var browser = browser(context);
        browser.command("Network.enable", Map.of());
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

    /// Kept with the whole run, which closes it at its end.
    private static Browser browser(ExtensionContext context) {
        var store = context.getRoot().getStore(NAMESPACE);
        return Objects.requireNonNull(store.computeIfAbsent(
                Browser.class, _ -> Browser.start(Browser.installed().orElseThrow()), Browser.class));
    }
}
