package dev.halftone.app.api;

import static org.springframework.web.context.request.RequestAttributes.SCOPE_REQUEST;
import static org.springframework.web.servlet.HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE;

import dev.halftone.app.access.Doorkeeper;
import dev.halftone.app.problem.ProblemCode;
import dev.halftone.app.problem.Refused;
import dev.halftone.engine.RequestService;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestId;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/// Finds the request that `{id}` in a call's path names. One that is not there, was deleted, belongs to somebody else
/// or cannot be an id is a 404 all the same.
public final class RequestArgument implements HandlerMethodArgumentResolver {
    private final RequestService requestService;

    public RequestArgument(RequestService requestService) {
        this.requestService = requestService;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Request.class;
    }

    @Override
    public Request resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer model,
            NativeWebRequest call,
            @Nullable WebDataBinderFactory binder) {
        var owner = Doorkeeper.owner(call);
        return id(call).flatMap(id -> requestService.find(owner.name(), id))
                .orElseThrow(() -> new Refused(ProblemCode.NOT_FOUND, "there is no such request"));
    }

    private static Optional<RequestId> id(NativeWebRequest call) {
        var variables = (Map<?, ?>) call.getAttribute(URI_TEMPLATE_VARIABLES_ATTRIBUTE, SCOPE_REQUEST);
        return Optional.ofNullable(variables)
                .map(names -> String.valueOf(names.get("id")))
                .filter(RequestId::isId)
                .map(RequestId::new);
    }
}
