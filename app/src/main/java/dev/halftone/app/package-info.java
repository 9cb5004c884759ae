/// The user interfaces: command line, HTTP API and web page.
///
/// Arguments come in, an exit code goes out. Start at [Main]; the commands are in [dev.halftone.app.cli].
@NullMarked
package dev.halftone.app;

import org.jspecify.annotations.NullMarked;
