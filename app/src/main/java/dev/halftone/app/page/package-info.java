/// A browser comes in; the page goes out: one HTML file, one style sheet, one script, which talks to the API like
/// everybody else. Start at [dev.halftone.app.page.PageCalls]; the files are in `resources/page`.
@NullMarked
package dev.halftone.app.page;

import org.jspecify.annotations.NullMarked;
