@NullMarked
package dev.halftone.app.logging;

import org.jspecify.annotations.NullMarked;
