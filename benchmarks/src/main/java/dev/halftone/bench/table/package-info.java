/// Catalogues of any size, as CSV.
@NullMarked
package dev.halftone.bench.table;

import org.jspecify.annotations.NullMarked;
