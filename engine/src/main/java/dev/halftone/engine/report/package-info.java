/// Turns the ledger into what clients read: the state of a request ([StatusReport]) and its output CSV
/// ([OutputReport]).
@NullMarked
package dev.halftone.engine.report;

import org.jspecify.annotations.NullMarked;
