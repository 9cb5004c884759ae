/// A client of a running server: calls of the API in, their results out, or an exception whose message is for the
/// user. It knows no commands and no terminal. Start at [HalftoneClient].
@NullMarked
package dev.halftone.app.cli.client;

import org.jspecify.annotations.NullMarked;
