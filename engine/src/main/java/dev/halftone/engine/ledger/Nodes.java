package dev.halftone.engine.ledger;

import dev.halftone.engine.limit.HostHold;
import dev.halftone.engine.request.FailureCode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The nodes that run tasks from this database, and the holds on image hosts that they share.
public final class Nodes {
    private static final int MAX_HOLDS = 1_000;

    private final JdbcClient write;

    Nodes(JdbcClient write) {
        this.write = write;
    }

    /// Records that a node is working.
    public void seen(String node, Instant now) {
        write.sql("""
                insert into nodes (name, seen_at) values (:node, :now)
                on conflict (name) do update set seen_at = excluded.seen_at
                """).param("node", node).param("now", now.toEpochMilli()).update();
    }

    /// Records that a node has stopped.
    public void gone(String node) {
        write.sql("delete from nodes where name = :node").param("node", node).update();
    }

    /// How many nodes were seen since then.
    public int count(Instant since) {
        return write.sql("select count(*) from nodes where seen_at >= :since")
                .param("since", since.toEpochMilli())
                .query(Integer.class)
                .single();
    }

    /// Shares holds with the other nodes, and deletes expired ones.
    public void tell(String node, List<HostHold> holds, Instant now) {
        write.sql("delete from host_holds where ends_at <= :now")
                .param("now", now.toEpochMilli())
                .update();
        for (var hold : holds) tell(node, hold, now);
    }

    private void tell(String node, HostHold hold, Instant now) {
        write.sql("""
                insert into host_holds (host, tenant, kind, code, message, told_at, ends_at, node)
                values (:host, :tenant, :kind, :code, :message, :toldAt, :endsAt, :node)
                on conflict (host, tenant, kind) do update
                set code = excluded.code, message = excluded.message, told_at = excluded.told_at,
                    ends_at = excluded.ends_at, node = excluded.node
                where excluded.ends_at > host_holds.ends_at
                """)
                .param("host", hold.host())
                .param("tenant", hold.tenant())
                .param("kind", hold.kind().text())
                .param("code", hold.code().text())
                .param("message", hold.message())
                .param("toldAt", now.toEpochMilli())
                .param("endsAt", now.plus(hold.duration()).toEpochMilli())
                .param("node", node)
                .update();
    }

    /// The holds that other nodes have shared since then and that have not expired.
    public List<HostHold> holds(String node, Instant since, Instant now) {
        return write.sql("""
                select host, tenant, kind, code, message, ends_at - :now as duration from host_holds
                where told_at >= :since and ends_at > :now and node <> :node
                limit :limit
                """)
                .param("since", since.toEpochMilli())
                .param("now", now.toEpochMilli())
                .param("node", node)
                .param("limit", MAX_HOLDS)
                .query(Nodes::hold)
                .list();
    }

    private static HostHold hold(ResultSet row, int index) throws SQLException {
        return new HostHold(
                row.getString("host"),
                row.getString("tenant"),
                HostHold.Kind.of(row.getString("kind")),
                new FailureCode(row.getString("code")),
                row.getString("message"),
                Duration.ofMillis(row.getLong("duration")));
    }
}
