package dev.halftone.app.problem;

import jakarta.servlet.http.HttpServletResponse;

/// The headers of every answer; a call may set others in their place.
final class AnswerHeaders {
    private AnswerHeaders() {}

    static void set(HttpServletResponse response) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store");
        // Whatever a browser makes of an answer, it runs nothing, loads nothing and is part of no other page.
        response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    }
}
