/// HTTP requests in, JSON, CSV, images and the web page out.
///
/// A controller for each part of the API: [RequestController], [ResultController], [EventController],
/// [ImageController], [LegacyController], [MonitoringController]; [PageController] serves the web page. An image
/// service has [JobController] instead. Every error becomes a [Problem]. Start at [RequestController].
@NullMarked
package dev.halftone.app.web;

import org.jspecify.annotations.NullMarked;
