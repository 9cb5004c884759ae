@NullMarked
package dev.halftone.imaging.pixels;

import org.jspecify.annotations.NullMarked;
