package dev.halftone.engine.processing;

import dev.halftone.engine.limit.FairnessKey;
import dev.halftone.engine.limit.Tenancy;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Admits images to the codec: as many at once as there are threads, and as much working memory as is allowed.
/// Without the second limit, a few images of the largest size take several gigabytes together.
///
/// The image with the smallest [FairnessKey] is admitted first. While it needs more memory than is free, others
/// overtake it, but only into memory that it will not need: so small images do not wait behind a huge one, and the
/// huge one does not wait forever. The same holds for the images of one tenant in its share. An image that needs more
/// than the share is admitted when it has all of it.
///
/// Large images take a thread for many seconds. While they have all threads, one small image at a time gets an extra
/// one, so that nobody waits for the images of others to end.
public final class CodecAdmission {
    private static final Comparator<Request> ORDER =
            Comparator.comparing(Request::fairness).thenComparingLong(Request::arrival);

    /// A dozen megapixels, or one or two seconds of work.
    static final long LARGE = 64_000_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final TreeSet<Request> waiting = new TreeSet<>(ORDER);
    private final Set<Admission> admitted = new HashSet<>();
    private final Limits limits;
    private long events;
    private long held;
    private int threadsUsed;
    private int threadsUsedByLarge;
    private int waitingForProcess;

    CodecAdmission(Limits limits) {
        this.limits = limits;
    }

    /// What is admitted at once.
    ///
    /// @param threads how many images, besides the extra one
    /// @param memory how many bytes they may need together
    /// @param tenancy how much of the memory one tenant may have
    public record Limits(int threads, long memory, Tenancy tenancy) {
        long share() {
            return tenancy.largestShare(memory);
        }
    }

    /// Whether an image needs one of the threads. A child process has its own.
    enum Place {
        THREAD,
        CHILD_PROCESS
    }

    /// @param bytes at most the share of a tenant
    /// @param arrival the number of the event that it arrived
    private record Request(Place place, long bytes, FairnessKey fairness, long arrival, Condition granted) {
        String tenant() {
            return fairness.tenant();
        }

        boolean needsThread() {
            return place == Place.THREAD;
        }

        boolean isLarge() {
            return bytes >= LARGE;
        }
    }

    /// Waits until an image is admitted. The caller closes the admission when the codec has ended.
    ///
    /// @param bytes how much working memory it needs
    Admission acquire(Place place, long bytes, FairnessKey fairness) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var request = new Request(place, Math.min(bytes, limits.share()), fairness, events++, lock.newCondition());
            waiting.add(request);
            if (!request.needsThread()) waitingForProcess++;
            admit();
            return await(request);
        } finally {
            lock.unlock();
        }
    }

    private Admission await(Request request) throws InterruptedException {
        try {
            while (waiting.contains(request)) request.granted().await();
            return admissionOf(request).orElseThrow();
        } catch (InterruptedException e) {
            if (waiting.remove(request)) leave(request);
            // Admitted and interrupted at the same moment.
            else admissionOf(request).ifPresent(this::remove);
            throw e;
        }
    }

    /// Others may be admitted that were not to overtake this one.
    private void leave(Request request) {
        if (!request.needsThread()) waitingForProcess--;
        admit();
    }

    private Optional<Admission> admissionOf(Request request) {
        return admitted.stream()
                .filter(admission -> admission.request.equals(request))
                .findFirst();
    }

    /// Goes through the line once: thousands of images may wait, and each end of an image comes here.
    private void admit() {
        var overtaken = Optional.<Request>empty();
        var overtakenOfTenant = new HashMap<String, Request>();
        for (Iterator<Request> line = waiting.iterator(); line.hasNext() && hasAnyPlace(); ) {
            var request = line.next();
            if (request.needsThread() && !hasThread(request.isLarge())) continue;
            var first = Optional.ofNullable(overtakenOfTenant.get(request.tenant()));
            if (!hasRoom(request, admitted, limits.memory(), overtaken)) {
                if (overtaken.isEmpty()) overtaken = Optional.of(request);
            } else if (!hasRoom(request, admittedOf(request.tenant()), limits.share(), first)) {
                overtakenOfTenant.putIfAbsent(request.tenant(), request);
            } else {
                line.remove();
                add(new Admission(request, events++));
                request.granted().signal();
            }
        }
    }

    private boolean hasAnyPlace() {
        return hasThread(false) || waitingForProcess > 0;
    }

    private boolean hasThread(boolean isLarge) {
        return threadsUsed < limits.threads()
                || (threadsUsed == limits.threads() && threadsUsedByLarge == limits.threads() && !isLarge);
    }

    private List<Admission> admittedOf(String tenant) {
        return admitted.stream()
                .filter(admission -> admission.request.tenant().equals(tenant))
                .toList();
    }

    /// Whether a request fits in beside what is admitted, and leaves room for the first one, which then can be
    /// admitted when those have ended that were admitted before it came.
    private static boolean hasRoom(
            Request request, Collection<Admission> admitted, long most, Optional<Request> first) {
        return bytes(admitted, 0) + request.bytes() <= most
                && (first.isEmpty()
                        || bytes(admitted, first.get().arrival())
                                        + request.bytes()
                                        + first.get().bytes()
                                <= most);
    }

    private static long bytes(Collection<Admission> admitted, long sinceEvent) {
        return admitted.stream()
                .filter(admission -> admission.event >= sinceEvent)
                .mapToLong(admission -> admission.request.bytes())
                .sum();
    }

    private void add(Admission admission) {
        admitted.add(admission);
        if (!admission.request.needsThread()) waitingForProcess--;
        count(admission.request, 1);
    }

    private void remove(Admission admission) {
        if (admitted.remove(admission)) count(admission.request, -1);
        admit();
    }

    private void count(Request request, int sign) {
        held += sign * request.bytes();
        if (!request.needsThread()) return;
        threadsUsed += sign;
        if (request.isLarge()) threadsUsedByLarge += sign;
    }

    /// An image that is being coded.
    final class Admission implements AutoCloseable {
        private final Request request;
        private final long event;

        private Admission(Request request, long event) {
            this.request = request;
            this.event = event;
        }

        @Override
        public void close() {
            lock.lock();
            try {
                remove(this);
            } finally {
                lock.unlock();
            }
        }
    }

    long limit() {
        return limits.memory();
    }

    /// How much working memory the admitted images need.
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
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }
}
