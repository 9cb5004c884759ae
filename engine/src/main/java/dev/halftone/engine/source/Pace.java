package dev.halftone.engine.source;

/// How much a host is asked for at once: half as much whenever it cannot keep up, one more after each round that went
/// well (additive increase, multiplicative decrease, as TCP does it; RFC 5681 §3.1).
///
/// Not for several threads at once.
final class Pace {
    private final int most;
    private int places;
    private int wentWell;
    private int slowdowns;

    Pace(int most) {
        this.most = most;
        this.places = most;
    }

    int places() {
        return places;
    }

    /// How often it was slowed down so far: who begins a transfer remembers it for [#wentBadly].
    int slowdowns() {
        return slowdowns;
    }

    void wentWell() {
        if (++wentWell < places || places == most) return;
        wentWell = 0;
        places++;
    }

    /// @param slowdownsBefore how many there were when the transfer began: sixteen that began at one pace and
    /// fail together are one reason to slow down, not sixteen
    void wentBadly(int slowdownsBefore) {
        if (slowdownsBefore < slowdowns) return;
        slowdowns++;
        wentWell = 0;
        places = Math.max(1, places / 2);
    }

    boolean isFull() {
        return places == most;
    }
}
