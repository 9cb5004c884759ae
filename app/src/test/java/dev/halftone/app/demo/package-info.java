/// Draws the product images of the demo: nothing comes in, image files go out.
///
/// [DrawDemoImages] is a program to run by hand when an image should change. Its output is checked in with the demo's
/// resources, because drawing takes longer than a new user wants to wait. Each product is a [PhotoRenderer.Product],
/// rendered by a [PhotoRenderer] and saved by an [ImageEncoder].
@NullMarked
package dev.halftone.app.demo;

import org.jspecify.annotations.NullMarked;
