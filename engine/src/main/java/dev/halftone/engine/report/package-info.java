/// The ledger comes in; what its clients read goes out: how a request stands ([StatusReport]) and the CSV that
/// its sender gets back ([OutputReport]).
@NullMarked
package dev.halftone.engine.report;

import org.jspecify.annotations.NullMarked;
