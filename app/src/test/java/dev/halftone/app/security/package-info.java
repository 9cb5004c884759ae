@NullMarked
package dev.halftone.app.security;

import org.jspecify.annotations.NullMarked;
