/// Real small images, made here, and what becomes of them.
@NullMarked
package dev.halftone.imaging;

import org.jspecify.annotations.NullMarked;
