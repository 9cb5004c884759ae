package dev.halftone.app.setting;

import dev.halftone.engine.EngineSettings.Places;
import dev.halftone.engine.desk.ReceptionSettings;
import dev.halftone.engine.request.PublicUrl;
import dev.halftone.engine.webhook.WebhookSecret;
import dev.halftone.engine.work.WorkSettings;
import java.util.Optional;

/// What each command says for itself of its engine: where things are kept and what they are called from outside.
public record Premises(
        Places places,
        PublicUrl url,
        ReceptionSettings reception,
        WorkSettings work,
        Optional<WebhookSecret> webhookSecret) {}
