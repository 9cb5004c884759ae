@NullMarked
package dev.halftone.app.access;

import org.jspecify.annotations.NullMarked;
