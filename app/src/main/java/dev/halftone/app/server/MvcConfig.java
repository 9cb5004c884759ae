package dev.halftone.app.server;

import dev.halftone.app.web.AuthInterceptor;
import dev.halftone.app.web.ProblemExceptionResolver;
import dev.halftone.app.web.RequestController;
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

/// Sets up Spring MVC: the JSON mapper, the access check, argument resolvers, and problems for failures.
@Configuration(proxyBeanMethods = false)
@EnableWebMvc
class MvcConfig implements WebMvcConfigurer {
    private final Engine engine;
    private final JsonMapper json;
    private final AuthInterceptor authInterceptor;

    MvcConfig(Engine engine, JsonMapper json, AuthInterceptor authInterceptor) {
        this.engine = engine;
        this.json = json;
        this.authInterceptor = authInterceptor;
    }

    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
        converters.registerDefaults().withJsonConverter(new JacksonJsonHttpMessageConverter(json));
    }

    @Override
    public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors.addInterceptor(authInterceptor);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> arguments) {
        arguments.add(new AuthInterceptor.OwnerArgumentResolver());
        arguments.add(new RequestController.RequestArgumentResolver(engine.requests()));
    }

    @Override
    public void configureHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
        resolvers.add(new ProblemExceptionResolver());
    }
}
