package dev.halftone.app.server;

import dev.halftone.app.web.JsonConverter;
import dev.halftone.app.web.ProblemExceptionResolver;
import dev.halftone.app.web.QueryParameterInterceptor;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/// Sets up Spring MVC: the JSON mapper, the checks before controllers, argument resolvers, and problems for failures.
@Configuration(proxyBeanMethods = false)
@EnableWebMvc
class MvcConfig implements WebMvcConfigurer {
    private final JsonMapper json;
    private final HandlerInterceptor accessCheck;
    private final ObjectProvider<HandlerMethodArgumentResolver> argumentResolvers;

    MvcConfig(
            JsonMapper json,
            HandlerInterceptor accessCheck,
            ObjectProvider<HandlerMethodArgumentResolver> argumentResolvers) {
        this.json = json;
        this.accessCheck = accessCheck;
        this.argumentResolvers = argumentResolvers;
    }

    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
        converters.registerDefaults().withJsonConverter(new JsonConverter(json));
    }

    @Override
    public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors.addInterceptor(accessCheck);
        interceptors.addInterceptor(new QueryParameterInterceptor()).addPathPatterns("/v1/**");
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> arguments) {
        argumentResolvers.forEach(arguments::add);
    }

    @Override
    public void configureHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
        resolvers.add(new ProblemExceptionResolver());
    }
}
