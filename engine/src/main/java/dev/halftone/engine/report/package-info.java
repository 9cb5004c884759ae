/// Turns the ledger into what clients read: the state of a request ([StatusReport]), its output CSV
/// ([OutputReport]) and its images ([ImagesZip]). [RecentProgress] tells whether a request stands still.
@NullMarked
package dev.halftone.engine.report;

import org.jspecify.annotations.NullMarked;
