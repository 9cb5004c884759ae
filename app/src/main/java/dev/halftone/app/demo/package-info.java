/// What the demo works on: a small shop's catalogue, its pictures served on this machine.
///
/// Nothing comes in; a CSV goes out whose URLs can be fetched. Start at [DemoCatalogue].
@NullMarked
package dev.halftone.app.demo;

import org.jspecify.annotations.NullMarked;
