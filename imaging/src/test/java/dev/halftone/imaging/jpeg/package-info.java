/// Every kind of JPEG there is, and what becomes of its coefficients.
@NullMarked
package dev.halftone.imaging.jpeg;

import org.jspecify.annotations.NullMarked;
