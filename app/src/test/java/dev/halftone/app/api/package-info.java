@NullMarked
package dev.halftone.app.api;

import org.jspecify.annotations.NullMarked;
