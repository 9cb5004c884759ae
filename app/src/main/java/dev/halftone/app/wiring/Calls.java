package dev.halftone.app.wiring;

import dev.halftone.app.api.Counter;
import dev.halftone.app.api.DeliveryCalls;
import dev.halftone.app.api.DescriptionCall;
import dev.halftone.app.api.DetailCalls;
import dev.halftone.app.api.EventCalls;
import dev.halftone.app.api.FirstClientCalls;
import dev.halftone.app.api.HealthCalls;
import dev.halftone.app.api.ImageCalls;
import dev.halftone.app.api.Metrics;
import dev.halftone.app.api.MetricsCall;
import dev.halftone.app.api.OptionFields;
import dev.halftone.app.api.OutputCsvCall;
import dev.halftone.app.api.ProductCalls;
import dev.halftone.app.api.RequestCalls;
import dev.halftone.app.api.Ticks;
import dev.halftone.app.api.UploadCalls;
import dev.halftone.app.api.UploadReader;
import dev.halftone.app.page.DocsCalls;
import dev.halftone.app.page.PageCalls;
import dev.halftone.engine.Engine;
import dev.halftone.engine.RequestService;
import dev.halftone.engine.report.ReportJson;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/// Every part that answers calls, and what each is given.
@Configuration(proxyBeanMethods = false)
final class Calls {

    @Bean
    JsonMapper json() {
        return ReportJson.mapper();
    }

    @Bean
    RequestService desk(Engine engine) {
        return engine.requests();
    }

    @Bean
    UploadReader uploadReader(ServeSettings settings) {
        return new UploadReader(settings.maxUploadBytes());
    }

    @Bean
    OptionFields optionFields(Engine engine) {
        return new OptionFields(engine.guard());
    }

    @Bean
    Counter counter(Engine engine) {
        return new Counter(engine.uploads());
    }

    @Bean
    UploadCalls uploadCalls(UploadReader reader, OptionFields options, Counter counter, RequestService requestService) {
        return new UploadCalls(reader, options, counter, requestService);
    }

    @Bean
    FirstClientCalls firstClientCalls(
            UploadReader reader, OptionFields options, Counter counter, RequestService requestService) {
        return new FirstClientCalls(reader, options, counter, requestService);
    }

    @Bean
    RequestCalls requestCalls(RequestService requestService) {
        return new RequestCalls(requestService);
    }

    @Bean
    ProductCalls productCalls(RequestService requestService) {
        return new ProductCalls(requestService);
    }

    @Bean
    OutputCsvCall outputCsvCall(RequestService requestService) {
        return new OutputCsvCall(requestService);
    }

    @Bean
    EventCalls eventCalls(RequestService requestService, Ticks ticks, JsonMapper json) {
        return new EventCalls(requestService, ticks, json);
    }

    @Bean
    Ticks ticks() {
        return new Ticks();
    }

    /// Event streams end before the server waits for its calls to end.
    @Bean
    StopFirst stopTicks(Ticks ticks) {
        return new StopFirst(ticks::stop);
    }

    @Bean
    DeliveryCalls deliveryCalls(RequestService requestService) {
        return new DeliveryCalls(requestService);
    }

    @Bean
    DetailCalls detailCalls(RequestService requestService) {
        return new DetailCalls(requestService);
    }

    @Bean
    ImageCalls imageCalls(Engine engine) {
        return new ImageCalls(engine.images());
    }

    @Bean
    HealthCalls healthCalls(Engine engine) {
        return new HealthCalls(engine);
    }

    @Bean
    Metrics metrics(Engine engine, RequestService requestService) {
        return new Metrics(requestService, engine.ways(), engine::load);
    }

    @Bean
    MetricsCall metricsCall(Metrics metrics) {
        return new MetricsCall(metrics);
    }

    @Bean
    DescriptionCall descriptionCall() {
        return new DescriptionCall();
    }

    @Bean
    DocsCalls docsCalls() {
        return new DocsCalls();
    }

    @Bean
    PageCalls pageCalls() {
        return new PageCalls();
    }
}
