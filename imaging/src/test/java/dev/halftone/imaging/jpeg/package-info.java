/// Tests of jpeg: JPEGs of every kind, and their coefficients.
@NullMarked
package dev.halftone.imaging.jpeg;

import org.jspecify.annotations.NullMarked;
