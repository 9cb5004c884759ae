/// Flags, environment variables and system properties in, checked settings out.
///
/// [SettingSources] finds a setting by its three names; [ServerConfig], [EngineConfig] and [ImageServiceOptions] are
/// the options of the commands. An unknown setting is an error ([KnownSettings]). Start at [ServerConfig].
@NullMarked
package dev.halftone.app.config;

import org.jspecify.annotations.NullMarked;
