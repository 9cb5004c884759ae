/// Reads a catalogue file, a CSV or a workbook, into products or a list of all its problems, and writes it again with
/// new URLs.
///
/// A check reads a CSV twice, without keeping it: once for its encoding, once for its rows. Check, product reader and
/// writers use the same [dev.halftone.engine.catalog.Table], so they cannot disagree. Start at
/// [dev.halftone.engine.catalog.CatalogReader]; [dev.halftone.engine.catalog.PlatformLayout] has the columns of shops'
/// exports, [dev.halftone.engine.catalog.TableCheck] the rules for rows, [dev.halftone.engine.catalog.UrlCell] those
/// for
/// a cell of URLs. [dev.halftone.engine.catalog.SameFileOutput] and [dev.halftone.engine.catalog.SheetOutput] write.
@NullMarked
package dev.halftone.engine.catalog;

import org.jspecify.annotations.NullMarked;
