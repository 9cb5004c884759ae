@NullMarked
package dev.halftone.app.page;

import org.jspecify.annotations.NullMarked;
