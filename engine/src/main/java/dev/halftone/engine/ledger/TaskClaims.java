package dev.halftone.engine.ledger;

import dev.halftone.engine.database.Dialect;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Which node has claimed which scheduled tasks. The scheduler makes the claims.
public final class TaskClaims {
    private final JdbcClient write;
    private final Dialect dialect;

    TaskClaims(JdbcClient write, Dialect dialect) {
        this.write = write;
        this.dialect = dialect;
    }

    /// A claim on a task. The version changes each time the task is claimed or released.
    public record Claim(String task, String instance, long version) {}

    /// Returns the claims that are still valid. In a transaction that has locked the tasks' requests, they stay valid
    /// until it ends, because a node that takes over a chunk locks its request first.
    ///
    /// On SQLite all are valid, since there is no other node.
    ///
    /// @param task the name of all these tasks
    public Set<Claim> held(String task, Collection<Claim> claims) {
        if (dialect == Dialect.SQLITE) return Set.copyOf(claims);
        var held = new HashSet<>(
                versions(task, claims.stream().map(Claim::instance).toList()));
        held.retainAll(claims);
        return held;
    }

    private List<Claim> versions(String task, List<String> instances) {
        if (instances.isEmpty()) return List.of();
        return write.sql("""
                select task_instance, version from scheduled_tasks
                where task_name = :task and task_instance in (:instances)
                """)
                .param("task", task)
                .param("instances", instances)
                .query((row, index) -> new Claim(task, row.getString("task_instance"), row.getLong("version")))
                .list();
    }

    /// The first of the tasks named `task` whose instance starts with `prefix` that run, or are due after `now`.
    public List<String> startedOrDelayed(String task, String prefix, Instant now, int limit) {
        return write.sql("""
                select task_instance from scheduled_tasks
                where task_name = :task and task_instance like :instances and (picked or execution_time > :now)
                order by picked desc, execution_time limit :limit
                """)
                .param("task", task)
                .param("instances", prefix + "%")
                .param("now", dialect == Dialect.SQLITE ? now.toEpochMilli() : now.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .query((row, index) -> row.getString("task_instance"))
                .list();
    }

    /// Releases all claims. Only for a process that is the database's only user: SQLite.
    public void release() {
        write.sql("update scheduled_tasks set picked = 0, picked_by = null, version = version + 1 where picked = 1")
                .update();
    }

    /// Releases the claims of one node, on PostgreSQL. Only for the process that is that node now.
    public void release(String node) {
        write.sql("""
                update scheduled_tasks set picked = false, picked_by = null, version = version + 1
                where picked = true and picked_by = :node
                """).param("node", node).update();
    }
}
