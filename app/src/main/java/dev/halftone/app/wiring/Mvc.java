package dev.halftone.app.wiring;

import dev.halftone.app.access.Doorkeeper;
import dev.halftone.app.api.OwnerArgument;
import dev.halftone.app.api.RequestArgument;
import dev.halftone.app.problem.ProblemResolver;
import dev.halftone.engine.Engine;
import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/// Sets up Spring MVC: JSON as the whole house writes it, what calls may ask to be given, and problems for failures.
@Configuration(proxyBeanMethods = false)
@EnableWebMvc
class Mvc implements WebMvcConfigurer {
    private final Engine engine;
    private final JsonMapper json;
    private final Doorkeeper doorkeeper;

    Mvc(Engine engine, JsonMapper json, Doorkeeper doorkeeper) {
        this.engine = engine;
        this.json = json;
        this.doorkeeper = doorkeeper;
    }

    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
        converters.registerDefaults().withJsonConverter(new JacksonJsonHttpMessageConverter(json));
    }

    @Override
    public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors.addInterceptor(doorkeeper);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> arguments) {
        arguments.add(new OwnerArgument());
        arguments.add(new RequestArgument(engine.requests()));
    }

    @Override
    public void configureHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
        resolvers.add(new ProblemResolver());
    }
}
