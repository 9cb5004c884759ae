package dev.halftone.app.web;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import dev.halftone.engine.JobService;
import dev.halftone.engine.JobSubmitResult;
import dev.halftone.engine.imageservice.Job;
import dev.halftone.engine.imageservice.JobReceipt;
import dev.halftone.engine.imageservice.JobResults;
import dev.halftone.engine.imageservice.ServiceDescription;
import dev.halftone.engine.imageservice.ServiceJson;
import dev.halftone.engine.request.PublicUrl;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The API of an image service: takes jobs, tells their results, deletes them. `docs/image-service.md` describes it.
@RestController
public final class JobController {
    static final String JOBS = "/v1/jobs";

    /// A job of a thousand images has about a tenth of this.
    static final int MAX_JOB_BYTES = 4 << 20;

    private static final String JOB = JOBS + "/{jobId}";

    private final JobService jobs;
    private final Optional<PublicUrl> publicUrl;

    /// @param publicUrl where new images are fetched from; by default, at the host of the job's request
    public JobController(JobService jobs, Optional<PublicUrl> publicUrl) {
        this.jobs = jobs;
        this.publicUrl = publicUrl;
    }

    @GetMapping(path = "/v1", produces = APPLICATION_JSON_VALUE)
    ServiceDescription describe(@RequestHeader(ServiceDescription.CALLBACK_URL) Optional<String> callbackUrl) {
        return jobs.description(callbackUrl);
    }

    @PostMapping(path = JOBS, consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    JobReceipt submit(@RequestAttribute(SignatureInterceptor.BODY) byte[] body, HttpServletRequest httpRequest) {
        return switch (jobs.submit(job(body), imageBaseUrl(httpRequest))) {
            case JobSubmitResult.Taken(var receipt) -> receipt;
            case JobSubmitResult.Invalid(var message) -> throw JobProblem.INVALID_JOB.with(message);
            case JobSubmitResult.IdReused() ->
                throw JobProblem.JOB_ID_REUSED.with(
                        "this job_id was sent before with other images or another callback_url");
            case JobSubmitResult.TooManyImages(var limit) ->
                throw JobProblem.TOO_MANY_IMAGES.with(
                        "with this job more than %d images would be in flight; send it later".formatted(limit));
            case JobSubmitResult.NotStored(var message) ->
                throw new ProblemException(ProblemCode.STORAGE_FAILED, message);
        };
    }

    private static Job job(byte[] body) {
        try {
            return ServiceJson.read(body, Job.class);
        } catch (ServiceJson.InvalidValueException e) {
            throw JobProblem.INVALID_JOB.with(e.problem());
        } catch (ServiceJson.MalformedException e) {
            throw JobProblem.MALFORMED_JOB.with("the body is not a job: " + e.problem());
        }
    }

    /// The client can reach this service at the host that it has used. The signature says that it may be believed.
    private String imageBaseUrl(HttpServletRequest httpRequest) {
        return publicUrl
                .orElseGet(() -> new PublicUrl("%s://%s:%d"
                        .formatted(httpRequest.getScheme(), httpRequest.getServerName(), httpRequest.getServerPort())))
                .images();
    }

    @GetMapping(path = JOB, produces = APPLICATION_JSON_VALUE)
    JobResults results(@PathVariable String jobId) {
        return jobs.results(jobId)
                .orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND, "there is no such job"));
    }

    /// The same whether there was such a job: a client that repeats the request must not see an error.
    @DeleteMapping(JOB)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String jobId) {
        jobs.delete(jobId);
    }
}
