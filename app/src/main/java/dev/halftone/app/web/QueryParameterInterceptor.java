package dev.halftone.app.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.Set;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/// Rejects query parameters that a call of the API does not have, so that a misspelled one does not go unnoticed.
public final class QueryParameterInterceptor implements HandlerInterceptor {

    /// The query parameters of a call; without this annotation it has none.
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Known {
        String[] value();
    }

    /// Marks uploads, whose query parameters are checked together with the fields of their forms.
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Upload {}

    @Override
    public boolean preHandle(HttpServletRequest httpRequest, HttpServletResponse httpResponse, Object handler) {
        if (handler instanceof HandlerMethod call && !call.hasMethodAnnotation(Upload.class)) {
            var known = Optional.ofNullable(call.getMethodAnnotation(Known.class))
                    .map(annotation -> Set.of(annotation.value()))
                    .orElse(Set.of());
            RequestParameters.query(httpRequest)
                    .map(Entry::getKey)
                    .filter(name -> !known.contains(name))
                    .findFirst()
                    .ifPresent(name -> {
                        throw RequestParameters.unknown(name);
                    });
        }
        return true;
    }
}
