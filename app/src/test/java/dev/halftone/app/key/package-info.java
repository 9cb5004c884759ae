@NullMarked
package dev.halftone.app.key;

import org.jspecify.annotations.NullMarked;
