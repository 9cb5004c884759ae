/// What strangers do to the running program: a process of its own between origins that misbehave and URLs
/// that lead where they should not. Names come from a file, and nothing but this machine is dialled.
@NullMarked
package dev.halftone.acceptance.fetch;

import org.jspecify.annotations.NullMarked;
