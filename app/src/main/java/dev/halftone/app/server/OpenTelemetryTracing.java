package dev.halftone.app.server;

import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestId;
import dev.halftone.engine.request.Tracing;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Sends spans to an OpenTelemetry collector by OTLP over HTTP. The classes of OpenTelemetry are loaded with this one.
public final class OpenTelemetryTracing implements Tracing {
    private static final String SIGNAL_PATH = "/v1/traces";
    private static final String TRACEPARENT = "traceparent";
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);

    /// Some seconds of work. While the collector is away, further spans are lost.
    private static final int MAX_QUEUE = 16_384;

    private final SdkTracerProvider provider;
    private final Tracer tracer;

    private OpenTelemetryTracing(SdkTracerProvider provider) {
        this.provider = provider;
        this.tracer = provider.get("dev.halftone");
    }

    /// Starts to send spans.
    ///
    /// @param endpoint the URL of the collector, with or without the path `/v1/traces`
    public static Tracing open(URI endpoint, String version) {
        var url = endpoint.toString().replaceFirst("/+$", "");
        var exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(url.endsWith(SIGNAL_PATH) ? url : url + SIGNAL_PATH)
                .build();
        var resource = Resource.getDefault()
                .merge(Resource.create(Attributes.builder()
                        .put("service.name", "halftone")
                        .put("service.version", version)
                        .build()));
        return new OpenTelemetryTracing(SdkTracerProvider.builder()
                .setResource(resource)
                .setIdGenerator(new RequestIds())
                .addSpanProcessor(BatchSpanProcessor.builder(exporter)
                        .setMaxQueueSize(MAX_QUEUE)
                        .build())
                .build());
    }

    @Override
    public Tracing.Span start(RequestId request, String name) {
        var parent = RecordedSpan.of(RequestIds.context(request));
        return new RecordedSpan(
                tracer,
                tracer.spanBuilder(name)
                        .setParent(parent)
                        .setAttribute(RecordedSpan.REQUEST, request.text())
                        .startSpan());
    }

    @Override
    public Tracing.Span startServer(String name, Optional<String> traceparent) {
        var parent = W3CTraceContextPropagator.getInstance()
                .extract(Context.root(), traceparent.orElse(""), Traceparent.GETTER);
        return new RecordedSpan(
                tracer,
                tracer.spanBuilder(name)
                        .setParent(parent)
                        .setSpanKind(SpanKind.SERVER)
                        .startSpan());
    }

    @Override
    public void ended(Request request) {
        ScopedValue.where(RequestIds.ROOT_OF, request.id()).run(() -> {
            var counts = request.counts();
            tracer.spanBuilder("request")
                    .setNoParent()
                    .setStartTimestamp(request.times().created())
                    .setAttribute(RecordedSpan.REQUEST, request.id().text())
                    .setAttribute("halftone.request.status", request.status().text())
                    .setAttribute("halftone.images", counts.images())
                    .setAttribute("halftone.images.failed", counts.failed())
                    .startSpan()
                    .end(request.times().finished().orElseGet(Instant::now));
        });
    }

    @Override
    public void close() {
        CompletableResultCode end = provider.shutdown();
        end.join(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// The ids of spans: those of a request's own span come from the request's id, so that each node knows them.
    static final class RequestIds implements IdGenerator {
        /// The request whose own span is being recorded.
        static final ScopedValue<RequestId> ROOT_OF = ScopedValue.newInstance();

        private final IdGenerator random = IdGenerator.random();

        static SpanContext context(RequestId request) {
            return SpanContext.createFromRemoteParent(
                    request.text(), spanId(request), TraceFlags.getSampled(), TraceState.getDefault());
        }

        private static String spanId(RequestId request) {
            return request.text().substring(0, 16);
        }

        @Override
        public String generateTraceId() {
            return ROOT_OF.isBound() ? ROOT_OF.get().text() : random.generateTraceId();
        }

        @Override
        public String generateSpanId() {
            return ROOT_OF.isBound() ? spanId(ROOT_OF.get()) : random.generateSpanId();
        }
    }

    /// Reads the one header.
    private enum Traceparent implements TextMapGetter<String> {
        GETTER;

        @Override
        public @Nullable String get(@Nullable String header, String key) {
            return key.equals(TRACEPARENT) ? header : null;
        }
    }
}
