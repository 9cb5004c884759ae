/// Tests of the scripts at the top of the project, in copies of it without its sources.
@NullMarked
package dev.halftone.acceptance.scripts;

import org.jspecify.annotations.NullMarked;
