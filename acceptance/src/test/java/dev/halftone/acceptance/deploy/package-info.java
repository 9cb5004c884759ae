/// Checks the configuration files in `deploy`: with the programs that read them, and against a running server.
@NullMarked
package dev.halftone.acceptance.deploy;

import org.jspecify.annotations.NullMarked;
