@NullMarked
package dev.halftone.app.web;

import org.jspecify.annotations.NullMarked;
