/// The values that every package speaks of: a request and its options, a URL, an outcome, a failure code.
///
/// Nothing comes in and nothing goes out; these are records and enums without behaviour of their own. Start at
/// [Request] and [Outcome].
@NullMarked
package dev.halftone.engine.request;

import org.jspecify.annotations.NullMarked;
