/// The page as people use it: a real browser at the real server, which fetches real pictures from a local shop. Start
/// at
/// [Browser]; each test class is a chapter of the page's story, and [Screenshots] makes a picture of every state.
@NullMarked
package dev.halftone.acceptance.browser;

import org.jspecify.annotations.NullMarked;
