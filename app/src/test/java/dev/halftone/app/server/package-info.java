@NullMarked
package dev.halftone.app.server;

import org.jspecify.annotations.NullMarked;
