@NullMarked
package dev.halftone.engine.imageservice;

import org.jspecify.annotations.NullMarked;
