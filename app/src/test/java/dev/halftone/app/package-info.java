@NullMarked
package dev.halftone.app;

import org.jspecify.annotations.NullMarked;
