/// One description of the system in, its picture out, twice: to be edited (draw.io) and to be read (SVG).
///
/// [ArchitectureDiagram] is the description, [DrawArchitecture] writes `docs/architecture.drawio` and
/// `docs/architecture.svg` from it.
@NullMarked
package dev.halftone.acceptance.diagram;

import org.jspecify.annotations.NullMarked;
