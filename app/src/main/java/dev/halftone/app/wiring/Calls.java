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
import dev.halftone.engine.desk.Desk;
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
    Desk desk(Engine engine) {
        return engine.desk();
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
        return new Counter(engine.reception());
    }

    @Bean
    UploadCalls uploadCalls(UploadReader reader, OptionFields options, Counter counter, Desk desk) {
        return new UploadCalls(reader, options, counter, desk);
    }

    @Bean
    FirstClientCalls firstClientCalls(UploadReader reader, OptionFields options, Counter counter, Desk desk) {
        return new FirstClientCalls(reader, options, counter, desk);
    }

    @Bean
    RequestCalls requestCalls(Desk desk) {
        return new RequestCalls(desk);
    }

    @Bean
    ProductCalls productCalls(Desk desk) {
        return new ProductCalls(desk);
    }

    @Bean
    OutputCsvCall outputCsvCall(Desk desk) {
        return new OutputCsvCall(desk);
    }

    @Bean
    EventCalls eventCalls(Desk desk, Ticks ticks, JsonMapper json) {
        return new EventCalls(desk, ticks, json);
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
    DeliveryCalls deliveryCalls(Desk desk) {
        return new DeliveryCalls(desk);
    }

    @Bean
    DetailCalls detailCalls(Desk desk) {
        return new DetailCalls(desk);
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
    Metrics metrics(Engine engine, Desk desk) {
        return new Metrics(desk, engine.ways(), engine::load);
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
