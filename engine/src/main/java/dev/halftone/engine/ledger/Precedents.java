package dev.halftone.engine.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Finds what earlier requests have published. They are the images of those requests, and go when these go.
public final class Precedents {
    private final JdbcClient read;

    Precedents(JdbcClient read) {
        this.read = read;
    }

    /// The newest precedent of each key that has one. While the request that has it is being erased, there is
    /// none.
    public Map<ReuseKey, Precedent> find(Collection<ReuseKey> keys) {
        if (keys.isEmpty()) return Map.of();
        return read
                .sql("""
                select i.* from
                    (select request, number, row_number() over (partition by reuse_key order by request desc) as age
                     from images where reuse_key in (:keys)) found
                join images i on i.request = found.request and i.number = found.number
                join requests r on r.number = found.request and r.deleted_at is null
                where found.age = 1
                """)
                .param("keys", keys.stream().map(ReuseKey::bytes).toList())
                .query(Precedents::found)
                .list()
                .stream()
                .collect(Collectors.toMap(Found::key, Found::precedent));
    }

    private record Found(ReuseKey key, Precedent precedent) {}

    private static Found found(ResultSet row, int index) throws SQLException {
        return new Found(ReuseKey.ofBytes(row.getBytes("reuse_key")), Precedent.of(row));
    }
}
