/// Reads a CSV into products or a list of all its problems, and writes the output CSV.
///
/// A check reads the file twice, without keeping it: once for its encoding, once for its rows. The check and the
/// product reader use the same [dev.halftone.engine.catalog.RowReader], so they cannot disagree. Start at
/// [dev.halftone.engine.catalog.CatalogReader]; [dev.halftone.engine.catalog.TableCheck] has the rules for rows,
/// [dev.halftone.engine.catalog.UrlCell] those for a cell of URLs.
@NullMarked
package dev.halftone.engine.catalog;

import org.jspecify.annotations.NullMarked;
