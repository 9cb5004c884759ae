/// Holds the documents against the code: links lead somewhere, diagrams can be drawn, what is named exists, and what
/// receivers of webhooks are told to run works.
@NullMarked
package dev.halftone.acceptance.docs;

import org.jspecify.annotations.NullMarked;
