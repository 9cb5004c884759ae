/// Attacks on a real process: image hosts that misbehave, and URLs that lead into the private network. Names are
/// resolved from a file, and only this machine is connected to.
@NullMarked
package dev.halftone.acceptance.fetch;

import org.jspecify.annotations.NullMarked;
