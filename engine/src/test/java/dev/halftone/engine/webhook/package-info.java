@NullMarked
package dev.halftone.engine.webhook;

import org.jspecify.annotations.NullMarked;
