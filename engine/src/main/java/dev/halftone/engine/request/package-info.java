/// The values that all packages share: a request and its options, a URL, an outcome, a failure code,
/// a fault of this machine.
///
/// These are records and enums without behavior of their own. Start at [Request] and [Outcome].
@NullMarked
package dev.halftone.engine.request;

import org.jspecify.annotations.NullMarked;
