/// A browser comes in; the pages go out: HTML, style sheets and ES modules as they lie in `resources/page`, which talk
/// to the API like everybody else. Start at [dev.halftone.app.page.PageCalls]; of the modules, at `start.js` and
/// `request.js`.
@NullMarked
package dev.halftone.app.page;

import org.jspecify.annotations.NullMarked;
