/// Tests of imaging: real small images, made here, and their results.
@NullMarked
package dev.halftone.imaging;

import org.jspecify.annotations.NullMarked;
