package dev.halftone.engine.request;

import java.util.Optional;
import java.util.function.Supplier;

/// Records how long the steps of the work on requests take, as the spans of traces.
///
/// All spans of a request are one trace, which has the request's id: nodes and restarts need not hand on anything, and
/// the trace is found by the id.
public interface Tracing extends AutoCloseable {
    /// Records nothing.
    Tracing NONE = new Tracing() {
        @Override
        public Span start(RequestId request, String name) {
            return Span.NONE;
        }

        @Override
        public Span startServer(String name, Optional<String> traceparent) {
            return Span.NONE;
        }

        @Override
        public void ended(Request request) {}

        @Override
        public void close() {}
    };

    /// The span of this thread, for steps that do not know the others.
    ScopedValue<Span> CURRENT = ScopedValue.newInstance();

    /// Returns the span of this thread; without one, a span that records nothing.
    static Span current() {
        return CURRENT.orElse(Span.NONE);
    }

    /// Starts a span in the trace of a request.
    Span start(RequestId request, String name);

    /// Starts the span of an HTTP request to this server, in the client's trace.
    ///
    /// @param traceparent the client's header (W3C Trace Context); without a valid one, a new trace begins
    Span startServer(String name, Optional<String> traceparent);

    /// Records the span of a whole request that has ended. It is the parent of those that [#start] has started.
    void ended(Request request);

    /// Sends what is not sent yet, or gives up after some seconds.
    @Override
    void close();

    /// One step. It ends when it is closed.
    interface Span extends AutoCloseable {
        /// Records nothing.
        Span NONE = new Span() {
            @Override
            public Span child(String name) {
                return this;
            }

            @Override
            public Span client(String name) {
                return this;
            }

            @Override
            public Span with(String attribute, String value) {
                return this;
            }

            @Override
            public Span with(String attribute, long value) {
                return this;
            }

            @Override
            public Span with(String attribute, Supplier<String> value) {
                return this;
            }

            @Override
            public void failed(String errorType) {}

            @Override
            public void linkTo(RequestId request) {}

            @Override
            public Optional<String> traceparent() {
                return Optional.empty();
            }

            @Override
            public void close() {}
        };

        /// Starts a step of this one.
        Span child(String name);

        /// Starts a step that sends a request to another host.
        Span client(String name);

        Span with(String attribute, String value);

        Span with(String attribute, long value);

        /// Adds an attribute.
        ///
        /// @param value takes time to find, and is not asked for when nothing is recorded
        Span with(String attribute, Supplier<String> value);

        /// Marks the step as failed.
        ///
        /// @param errorType what kind of failure, such as `http_404`
        void failed(String errorType);

        /// Links this span to the trace of a request.
        void linkTo(RequestId request);

        /// The header `traceparent` with which another service continues this trace; empty when nothing is recorded.
        Optional<String> traceparent();

        @Override
        void close();

        /// Records how an attempt ended.
        default void ended(Outcome outcome) {
            switch (outcome) {
                case Outcome.Succeeded succeeded ->
                    with("halftone.bytes.in", succeeded.bytesIn()).with("halftone.bytes.out", succeeded.bytesOut());
                case Outcome.Failed failed -> failed(failed.code().text());
                case Outcome.RetryLater later -> failed(later.code().text());
                case Outcome.Deferred deferred ->
                    with("halftone.deferred", deferred.code().text());
                case Outcome.HandedOver _ -> with("halftone.handed_over", 1);
            }
        }
    }
}
