package dev.halftone.engine.ledger;

import dev.halftone.engine.request.CacheKey;
import dev.halftone.engine.request.CachedResult;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Finds results that earlier requests published. A result is an image of its request and is deleted with it.
public final class CachedResults {
    private final JdbcClient read;

    CachedResults(JdbcClient read) {
        this.read = read;
    }

    /// The newest result for each key that has one. None while the request of the newest result is being
    /// purged.
    public Map<CacheKey, CachedResult> find(Collection<CacheKey> keys) {
        if (keys.isEmpty()) return Map.of();
        return read
                .sql("""
                select i.* from
                    (select request, number, row_number() over (partition by cache_key order by request desc) as age
                     from images where cache_key in (:keys)) found
                join images i on i.request = found.request and i.number = found.number
                join requests r on r.number = found.request and r.deleted_at is null
                where found.age = 1
                """)
                .param("keys", keys.stream().map(CacheKey::bytes).toList())
                .query(CachedResults::found)
                .list()
                .stream()
                .collect(Collectors.toMap(Found::key, Found::cachedResult));
    }

    private record Found(CacheKey key, CachedResult cachedResult) {}

    private static Found found(ResultSet row, int index) throws SQLException {
        return new Found(CacheKey.ofBytes(row.getBytes("cache_key")), result(row));
    }

    private static CachedResult result(ResultSet row) throws SQLException {
        var source = ImageRow.source(row).orElseThrow();
        return new CachedResult(ImageRow.published(row).orElseThrow(), source.content(), source.validators());
    }
}
