/// Checks the documents: links are not broken, diagrams render, named types and settings exist, and every command and
/// example program runs.
@NullMarked
package dev.halftone.acceptance.docs;

import org.jspecify.annotations.NullMarked;
