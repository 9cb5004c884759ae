/// Turns the ledger into what clients read: the state of a request ([StatusReport]), its output CSV
/// ([OutputReport]) and its images ([ImagesZip]).
@NullMarked
package dev.halftone.engine.report;

import org.jspecify.annotations.NullMarked;
