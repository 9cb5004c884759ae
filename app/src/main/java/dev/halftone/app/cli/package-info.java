/// The command line: arguments come in, text and an exit code go out.
///
/// [Program] reads the arguments and runs one command; each command is one class. Start at [Halftone].
@NullMarked
package dev.halftone.app.cli;

import org.jspecify.annotations.NullMarked;
