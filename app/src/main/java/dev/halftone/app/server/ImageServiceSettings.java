package dev.halftone.app.server;

import dev.halftone.engine.JobService;
import dev.halftone.engine.imageservice.ServiceSecrets;
import dev.halftone.engine.request.PublicUrl;
import java.util.Optional;

/// Settings of an image service.
///
/// @param publicUrl the prefix of the URLs of new images; by default, each job's have the host that its client used
public record ImageServiceSettings(ServiceSecrets secrets, JobService.Limits limits, Optional<PublicUrl> publicUrl) {}
