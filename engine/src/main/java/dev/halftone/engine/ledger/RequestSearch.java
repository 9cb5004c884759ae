package dev.halftone.engine.ledger;

import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestStatus;
import dev.halftone.engine.request.SearchText;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Finds an owner's requests by status, reference and text, newest first. Status and reference have an index. The text
/// is compared request by request, of which there are far fewer than products: on SQLite, 300,000 take 0.1 s.
public final class RequestSearch {
    private final JdbcClient read;

    RequestSearch(JdbcClient read) {
        this.read = read;
    }

    /// A filter for requests.
    ///
    /// @param statuses the accepted statuses; empty for all
    /// @param reference exactly this one
    /// @param text contained in the reference or the file name; blank for all
    public record Filter(Set<RequestStatus> statuses, Optional<String> reference, SearchText text) {
        public static final Filter NONE = new Filter(Set.of(), Optional.empty(), new SearchText(""));

        public Filter {
            statuses = Set.copyOf(statuses);
        }
    }

    /// At most `limit` matching requests before number `before`.
    public List<Request> newestFirst(String owner, long before, int limit, Filter filter) {
        var page = new Page(owner, before, limit, filter.text());
        if (filter.reference().isPresent())
            return ofReference(page, filter.reference().get(), filter.statuses());
        if (filter.statuses().isEmpty()) return all(page);
        // One query for each status: with several in one, a database would sort all matching requests.
        return filter.statuses().stream()
                .flatMap(status -> ofStatus(page, status).stream())
                .sorted(Comparator.comparingLong(Request::number).reversed())
                .limit(limit)
                .toList();
    }

    private record Page(String owner, long before, int limit, SearchText text) {
        JdbcClient.StatementSpec bind(JdbcClient.StatementSpec statement) {
            return statement
                    .param("owner", owner)
                    .param("before", before)
                    .param("pattern", text.likePattern())
                    .param("limit", limit);
        }
    }

    private List<Request> all(Page page) {
        return page.bind(read.sql("""
                select * from requests
                where owner = :owner and number < :before and search_text like :pattern escape '!'
                    and deleted_at is null
                order by number desc limit :limit
                """)).query(Requests.ROW).list();
    }

    private List<Request> ofStatus(Page page, RequestStatus status) {
        return page.bind(read.sql("""
                select * from requests
                where owner = :owner and status = :status and number < :before
                    and search_text like :pattern escape '!' and deleted_at is null
                order by number desc limit :limit
                """))
                .param("status", status.text())
                .query(Requests.ROW)
                .list();
    }

    private List<Request> ofReference(Page page, String reference, Set<RequestStatus> statuses) {
        var accepted = statuses.isEmpty() ? EnumSet.allOf(RequestStatus.class) : statuses;
        return page.bind(read.sql("""
                select * from requests
                where owner = :owner and reference = :reference and number < :before
                    and search_text like :pattern escape '!' and status in (:statuses) and deleted_at is null
                order by number desc limit :limit
                """))
                .param("reference", reference)
                .param("statuses", accepted.stream().map(RequestStatus::text).toList())
                .query(Requests.ROW)
                .list();
    }
}
