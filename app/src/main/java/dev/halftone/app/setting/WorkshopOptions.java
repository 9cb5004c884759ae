package dev.halftone.app.setting;

import dev.halftone.engine.EngineSettings;
import dev.halftone.engine.catalog.CatalogLimits;
import dev.halftone.engine.net.AddressPolicy;
import picocli.CommandLine.ArgGroup;

/// How an engine does its work.
public final class WorkshopOptions {
    @ArgGroup(validate = false, heading = "%nHow images are fetched:%n")
    private FetchOptions fetch = new FetchOptions();

    @ArgGroup(validate = false, heading = "%nWhat may be dialled:%n")
    private AddressOptions addresses = new AddressOptions();

    @ArgGroup(validate = false, heading = "%nLimits of an image:%n")
    private ImageOptions images = new ImageOptions();

    @ArgGroup(validate = false, heading = "%nLimits of a CSV:%n")
    private IntakeOptions intake = new IntakeOptions();

    public AddressPolicy addresses() {
        return addresses.policy();
    }

    public CatalogLimits intake() {
        return intake.limits();
    }

    /// All that the engine is told.
    public EngineSettings settings(Premises premises, AddressPolicy policy) {
        return new EngineSettings(
                premises.locations(),
                premises.url(),
                premises.reception(),
                intake.limits(),
                policy,
                fetch.source(),
                fetch.retries(),
                images.imaging(),
                premises.work(),
                premises.webhookSecret());
    }
}
