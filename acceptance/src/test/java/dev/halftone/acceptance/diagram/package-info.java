/// Draws the architecture diagram from one description: a draw.io file to edit and an SVG to read.
///
/// [ArchitectureDiagram] is the description. [DrawArchitecture] writes `docs/architecture.drawio` and
/// `docs/architecture.svg` from it.
@NullMarked
package dev.halftone.acceptance.diagram;

import org.jspecify.annotations.NullMarked;
