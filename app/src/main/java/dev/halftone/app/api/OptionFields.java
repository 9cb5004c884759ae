package dev.halftone.app.api;

import dev.halftone.engine.net.AddressGuard;
import dev.halftone.engine.request.RequestOptions;
import dev.halftone.engine.request.RequestOptions.WebhookTarget;
import dev.halftone.engine.webhook.WebhookSecret;
import dev.halftone.engine.webhook.WebhookUrl;
import dev.halftone.imaging.Recipe;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads what an upload's fields ask for. A webhook at a place that is plainly forbidden is refused here, at once.
public final class OptionFields {
    private static final String WEBHOOK_URL = "webhook_url";
    private static final String WEBHOOK_SECRET = "webhook_secret";
    private static final String QUALITY = "quality";
    private static final String MAX_WIDTH = "max_width";
    private static final String MAX_HEIGHT = "max_height";
    private static final String FORMAT = "format";
    private static final String CACHE = "cache";
    private static final Set<String> ALL =
            Set.of(WEBHOOK_URL, WEBHOOK_SECRET, QUALITY, MAX_WIDTH, MAX_HEIGHT, FORMAT, CACHE);
    private static final int MOST_PIXELS = 1_000_000;

    private final AddressGuard guard;

    public OptionFields(AddressGuard guard) {
        this.guard = guard;
    }

    /// The options, with nothing else among the fields: a misspelt one must not go unnoticed.
    RequestOptions readAll(Fields fields) {
        for (var name : fields.values().keySet()) {
            if (!ALL.contains(name)) throw Fields.refused(name, "is not a field of this call");
        }
        return read(fields);
    }

    /// The options, whatever else there is among the fields.
    RequestOptions read(Fields fields) {
        return new RequestOptions(recipe(fields), webhook(fields), cache(fields));
    }

    private static Recipe recipe(Fields fields) {
        var usual = Recipe.defaults();
        return new Recipe(
                fields.number(QUALITY, 1, 100).orElse(usual.quality()),
                fields.number(MAX_WIDTH, 0, MOST_PIXELS).orElse(usual.maxWidth()),
                fields.number(MAX_HEIGHT, 0, MOST_PIXELS).orElse(usual.maxHeight()),
                fields.text(FORMAT).map(OptionFields::format).orElse(usual.format()));
    }

    private static Recipe.OutputFormat format(String word) {
        return Arrays.stream(Recipe.OutputFormat.values())
                .filter(format -> word(format).equals(word))
                .findFirst()
                .orElseThrow(() -> Fields.refused(FORMAT, "is to be one of " + formats()));
    }

    private static String formats() {
        return Arrays.stream(Recipe.OutputFormat.values())
                .map(OptionFields::word)
                .collect(Collectors.joining(", "));
    }

    private static String word(Recipe.OutputFormat format) {
        return format.name().toLowerCase(Locale.ROOT);
    }

    private static RequestOptions.CacheUse cache(Fields fields) {
        return fields.text(CACHE).map(OptionFields::cache).orElse(RequestOptions.CacheUse.USE);
    }

    private static RequestOptions.CacheUse cache(String word) {
        return RequestOptions.CacheUse.ofWord(word)
                .orElseThrow(() -> Fields.refused(CACHE, "is to be one of use, none"));
    }

    private Optional<WebhookTarget> webhook(Fields fields) {
        var url = fields.text(WEBHOOK_URL);
        var secret = fields.text(WEBHOOK_SECRET);
        if (url.isEmpty() && secret.isPresent()) throw Fields.refused(WEBHOOK_SECRET, "signs nothing: no webhook_url");
        url.ifPresent(this::checkUrl);
        secret.ifPresent(OptionFields::checkSecret);
        return url.map(target -> new WebhookTarget(target, secret));
    }

    private void checkUrl(String url) {
        WebhookUrl.problem(url, guard).ifPresent(why -> {
            throw Fields.refused(WEBHOOK_URL, "is refused: " + why);
        });
    }

    private static void checkSecret(String secret) {
        WebhookSecret.problem(secret).ifPresent(why -> {
            throw Fields.refused(WEBHOOK_SECRET, "is refused: " + why);
        });
    }
}
