/// XLSX workbooks: their sheets as rows of text, and copies with other texts in some cells.
///
/// Knows nothing of products or URLs. A workbook is a ZIP archive of XML parts. [Workbook#open] checks what
/// it is; [SheetReader] reads the rows of a sheet, and [SheetCopy] copies a sheet byte for byte around the
/// cells it replaces. Both stand on [XmlScanner] and [SheetGrid], so they cannot disagree on where a cell
/// is. Start at [Workbook].
@NullMarked
package dev.halftone.engine.xlsx;

import org.jspecify.annotations.NullMarked;
