@NullMarked
package dev.halftone.imaging.vips;

import org.jspecify.annotations.NullMarked;
