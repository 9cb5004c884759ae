/// Tests the page in a real browser, against a real server that fetches real images from a local host.
/// Start at [Browser], which other packages use, too. Each test class covers one part of the page; [Screenshots]
/// captures every state of it.
@NullMarked
package dev.halftone.acceptance.browser;

import org.jspecify.annotations.NullMarked;
