/// Settings and an engine in, a listening HTTP server out: the only package that tells Spring what to create.
///
/// [TomcatConfig] sets up Tomcat, [MvcConfig] Spring MVC, [ControllerConfig] the controllers. Start at [Server].
@NullMarked
package dev.halftone.app.server;

import org.jspecify.annotations.NullMarked;
