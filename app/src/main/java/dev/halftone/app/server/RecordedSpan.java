package dev.halftone.app.server;

import dev.halftone.engine.request.RequestId;
import dev.halftone.engine.request.Tracing;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.Optional;
import java.util.function.Supplier;

/// A span that is being recorded.
final class RecordedSpan implements Tracing.Span {
    static final AttributeKey<String> REQUEST = AttributeKey.stringKey("halftone.request.id");

    private final Tracer tracer;
    private final Span span;

    RecordedSpan(Tracer tracer, Span span) {
        this.tracer = tracer;
        this.span = span;
    }

    /// The context of spans below a span that another process has started.
    static Context of(SpanContext parent) {
        return Context.root().with(Span.wrap(parent));
    }

    @Override
    public Tracing.Span child(String name) {
        return new RecordedSpan(tracer, childBuilder(name).startSpan());
    }

    @Override
    public Tracing.Span client(String name) {
        return new RecordedSpan(
                tracer, childBuilder(name).setSpanKind(SpanKind.CLIENT).startSpan());
    }

    private SpanBuilder childBuilder(String name) {
        return tracer.spanBuilder(name).setParent(Context.root().with(span));
    }

    @Override
    public Tracing.Span with(String attribute, String value) {
        span.setAttribute(attribute, value);
        return this;
    }

    @Override
    public Tracing.Span with(String attribute, long value) {
        span.setAttribute(attribute, value);
        return this;
    }

    @Override
    public Tracing.Span with(String attribute, Supplier<String> value) {
        return with(attribute, value.get());
    }

    @Override
    public void failed(String errorType) {
        span.setAttribute("error.type", errorType);
        span.setStatus(StatusCode.ERROR);
    }

    @Override
    public void linkTo(RequestId request) {
        span.setAttribute(REQUEST, request.text());
        span.addLink(OpenTelemetryTracing.RequestIds.context(request));
    }

    @Override
    public Optional<String> traceparent() {
        var context = span.getSpanContext();
        return Optional.of("00-%s-%s-%s"
                .formatted(
                        context.getTraceId(),
                        context.getSpanId(),
                        context.getTraceFlags().asHex()));
    }

    @Override
    public void close() {
        span.end();
    }
}
