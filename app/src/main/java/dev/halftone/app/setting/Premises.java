package dev.halftone.app.setting;

import dev.halftone.engine.EngineSettings.Locations;
import dev.halftone.engine.UploadService;
import dev.halftone.engine.request.PublicUrl;
import dev.halftone.engine.task.WorkerSettings;
import dev.halftone.engine.webhook.WebhookSecret;
import java.util.Optional;

/// What each command says for itself of its engine: where things are kept and what they are called from outside.
public record Premises(
        Locations locations,
        PublicUrl url,
        UploadService.Settings reception,
        WorkerSettings work,
        Optional<WebhookSecret> webhookSecret) {}
