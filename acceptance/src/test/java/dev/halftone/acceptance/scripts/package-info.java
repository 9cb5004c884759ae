/// Tests of the scripts at the top of the project, in a copy of the project without its sources.
@NullMarked
package dev.halftone.acceptance.scripts;

import org.jspecify.annotations.NullMarked;
