package dev.halftone.testkit;

import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/// An OpenTelemetry collector on the loopback address. It keeps the spans that it is sent by OTLP over HTTP.
///
/// ```java
/// try (var collector = new OtlpReceiver()) {
///     start("serve", "--otlp-endpoint", collector.url().toString());
///     var spans = collector.named("image");
/// }
/// ```
public final class OtlpReceiver implements AutoCloseable {
    private final HttpServer server;
    private final List<ReceivedSpan> spans = new CopyOnWriteArrayList<>();

    /// A span as received.
    ///
    /// @param parent the id of its parent; empty for a root
    /// @param links the trace ids that it links to
    /// @param attributes as text, with those of the resource
    public record ReceivedSpan(
            String traceId,
            String id,
            String parent,
            String name,
            Span.SpanKind kind,
            boolean isError,
            long startNanos,
            long endNanos,
            List<String> links,
            Map<String, String> attributes) {}

    /// Listens on a free port.
    public OtlpReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/traces", this::receive);
        server.start();
    }

    /// The endpoint for all signals.
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            keep(ExportTraceServiceRequest.parseFrom(exchange.getRequestBody()));
            exchange.sendResponseHeaders(200, -1);
        } catch (InvalidProtocolBufferException e) {
            exchange.sendResponseHeaders(400, -1);
        }
    }

    private void keep(ExportTraceServiceRequest request) {
        for (var resource : request.getResourceSpansList()) {
            for (var scope : resource.getScopeSpansList()) {
                scope.getSpansList().forEach(span -> spans.add(received(resource.getResource(), span)));
            }
        }
    }

    private static ReceivedSpan received(Resource resource, Span span) {
        var attributes = attributes(resource.getAttributesList());
        attributes.putAll(attributes(span.getAttributesList()));
        return new ReceivedSpan(
                HexFormat.of().formatHex(span.getTraceId().toByteArray()),
                HexFormat.of().formatHex(span.getSpanId().toByteArray()),
                HexFormat.of().formatHex(span.getParentSpanId().toByteArray()),
                span.getName(),
                span.getKind(),
                span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR,
                span.getStartTimeUnixNano(),
                span.getEndTimeUnixNano(),
                span.getLinksList().stream()
                        .map(link -> HexFormat.of().formatHex(link.getTraceId().toByteArray()))
                        .toList(),
                attributes);
    }

    private static Map<String, String> attributes(List<KeyValue> attributes) {
        return attributes.stream()
                .collect(Collectors.toMap(
                        KeyValue::getKey,
                        attribute -> attribute.getValue().hasIntValue()
                                ? Long.toString(attribute.getValue().getIntValue())
                                : attribute.getValue().getStringValue()));
    }

    /// All spans so far, in order of arrival.
    public List<ReceivedSpan> spans() {
        return List.copyOf(spans);
    }

    /// The spans of a name so far.
    public List<ReceivedSpan> named(String name) {
        return spans.stream().filter(span -> span.name().equals(name)).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
