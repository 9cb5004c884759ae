/// Flags, environment variables and system properties in, checked settings out.
///
/// [SettingSources] finds a setting by its three names; [ServerConfig] and [EngineConfig] are the options of the
/// commands. An unknown setting is an error ([KnownSettings]). Start at [ServerConfig].
@NullMarked
package dev.halftone.app.config;

import org.jspecify.annotations.NullMarked;
