package dev.halftone.engine.source;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// How many bytes of images may be in memory at once, from the first that is received until the image is published.
/// Each image has its [Share] of them.
///
/// Who needs more than is free waits in one line: those whose transfer has begun come before those yet to begin,
/// because only what is complete can be worked on and given back; among each, the smallest [Turn] comes first.
///
/// **Why nobody waits for ever.** A share that holds bytes and does not wait comes to an end: its transfer has a
/// deadline, and neither codecs nor disk wait for bytes. Then the first in line is served, or waits for the next to
/// end. Should nobody be left who holds bytes and does not wait, the first in line gets as much as the largest image
/// needs, from a reserve that is kept for this case. It waits no more, so nobody else gets the reserve until it ends,
/// and the limit holds.
final class ByteBudget {
    private static final Comparator<Wish> ORDER = Comparator.comparing(Wish::stage)
            .thenComparing(wish -> wish.share().turn())
            .thenComparingLong(Wish::arrival);

    private final ReentrantLock lock = new ReentrantLock();
    private final TreeSet<Wish> line = new TreeSet<>(ORDER);
    private final Map<Share, Long> holdings = new HashMap<>();
    private final Set<Share> moving = new HashSet<>();
    private final long limit;
    private final long reserve;
    private long held;
    private long arrivals;

    /// @param limit how many bytes in all, the reserve among them
    /// @param largest how many the largest image can have, at most `limit`: the reserve
    ByteBudget(long limit, long largest) {
        this.limit = limit;
        this.reserve = largest;
    }

    /// How far the transfer has come that waits, in the order in which they are served.
    enum Stage {
        UNDER_WAY,
        TO_BEGIN
    }

    /// @param bytes how many the share is to hold in all
    private record Wish(Share share, Stage stage, long bytes, long arrival, Condition heard) {}

    /// A share that holds nothing yet.
    Share open(Turn turn) {
        var share = new Share(this, turn);
        lock.lock();
        try {
            holdings.put(share, 0L);
            return share;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until the share holds so many bytes, or as many as the largest image needs.
    ///
    /// @throws InterruptedException when the thread is interrupted, or the share closed meanwhile
    void raise(Share share, Stage stage, long bytes) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            requireOpen(share);
            var wanted = Math.min(bytes, reserve);
            if (wanted > holding(share)) await(new Wish(share, stage, wanted, arrivals++, lock.newCondition()));
            requireOpen(share);
        } finally {
            lock.unlock();
        }
    }

    private void requireOpen(Share share) throws InterruptedException {
        if (!holdings.containsKey(share)) throw new InterruptedException("the image was given up");
    }

    private void await(Wish wish) throws InterruptedException {
        line.add(wish);
        moving.remove(wish.share());
        serve();
        try {
            while (line.contains(wish)) wish.heard().await();
        } finally {
            line.remove(wish);
            if (holding(wish.share()) > 0) moving.add(wish.share());
            serve();
        }
    }

    private void serve() {
        while (!line.isEmpty()) {
            var first = line.first();
            var more = first.bytes() - holding(first.share());
            if (held + more <= limit - reserve) fulfil(first, first.bytes());
            else if (moving.isEmpty()) fulfil(first, reserve);
            else return;
        }
    }

    private void fulfil(Wish wish, long bytes) {
        line.remove(wish);
        hold(wish.share(), bytes);
        wish.heard().signal();
    }

    private void hold(Share share, long bytes) {
        held += bytes - holding(share);
        holdings.put(share, bytes);
        if (bytes > 0) moving.add(share);
        else moving.remove(share);
    }

    private long holding(Share share) {
        return holdings.getOrDefault(share, 0L);
    }

    /// Gives back what the share holds beyond so many bytes.
    void lower(Share share, long bytes) {
        lock.lock();
        try {
            if (bytes < holding(share)) hold(share, bytes);
            serve();
        } finally {
            lock.unlock();
        }
    }

    /// Gives everything back, for good. A transfer left behind that still waits for bytes is told.
    void close(Share share) {
        lock.lock();
        try {
            hold(share, 0);
            holdings.remove(share);
            line.stream().filter(wish -> wish.share() == share).toList().forEach(this::dismiss);
            serve();
        } finally {
            lock.unlock();
        }
    }

    private void dismiss(Wish wish) {
        line.remove(wish);
        wish.heard().signal();
    }

    long limit() {
        return limit;
    }

    long held() {
        lock.lock();
        try {
            return held;
        } finally {
            lock.unlock();
        }
    }

    int waiting() {
        lock.lock();
        try {
            return line.size();
        } finally {
            lock.unlock();
        }
    }
}
