/// Bytes of a CSV come in; products go out, or everything that is wrong with the file.
///
/// A file is looked through twice, and never held: once for its encoding, once for its rows. Both readers of rows, the
/// check and the products, stand on the same [dev.halftone.engine.catalog.RowReader], so they cannot disagree.
/// Start at [dev.halftone.engine.catalog.CatalogReader]; [dev.halftone.engine.catalog.TableCheck] holds the rules for
/// rows,
/// [dev.halftone.engine.catalog.UrlCell] those for a cell of URLs.
@NullMarked
package dev.halftone.engine.catalog;

import org.jspecify.annotations.NullMarked;
