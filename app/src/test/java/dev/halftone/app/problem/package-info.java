@NullMarked
package dev.halftone.app.problem;

import org.jspecify.annotations.NullMarked;
