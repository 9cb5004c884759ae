package dev.halftone.app.server;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;

/// The server of a node that only works: health checks and metrics, which are open to everyone.
@Configuration(proxyBeanMethods = false)
final class WorkerConfig {

    @Bean
    HandlerInterceptor accessCheck() {
        return new HandlerInterceptor() {};
    }
}
