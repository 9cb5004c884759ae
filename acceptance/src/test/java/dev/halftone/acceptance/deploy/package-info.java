/// Holds the manual in `docs` against the running server: what it says is run, and what it names is there.
@NullMarked
package dev.halftone.acceptance.deploy;

import org.jspecify.annotations.NullMarked;
