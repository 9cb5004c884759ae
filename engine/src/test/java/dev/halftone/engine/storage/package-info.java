@NullMarked
package dev.halftone.engine.storage;

import org.jspecify.annotations.NullMarked;
