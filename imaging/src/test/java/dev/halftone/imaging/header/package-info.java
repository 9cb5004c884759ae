@NullMarked
package dev.halftone.imaging.header;

import org.jspecify.annotations.NullMarked;
