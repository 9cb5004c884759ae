package dev.halftone.app.api;

/// Whose requests a call is about. Its name is empty where the server is open to everybody.
record Owner(String name) {
    static final Owner EVERYBODY = new Owner("");
}
