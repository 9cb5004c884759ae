/// Draws the demo's product pictures: nothing comes in, picture files go out.
///
/// [DrawDemoImages] is the program; it is run by hand when a picture is to change, and its files are kept among the
/// demo's resources, because drawing them takes longer than a newcomer wants to wait. Each product is a
/// [PhotoRenderer.Product], photographed in a [PhotoRenderer], saved by a [ImageEncoder].
@NullMarked
package dev.halftone.app.demo;

import org.jspecify.annotations.NullMarked;
