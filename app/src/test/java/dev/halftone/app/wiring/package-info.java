@NullMarked
package dev.halftone.app.wiring;

import org.jspecify.annotations.NullMarked;
