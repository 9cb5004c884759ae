package dev.halftone.engine.ledger;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Which node has claimed which of the scheduled tasks. The scheduler claims them.
public final class TaskClaims {
    private final JdbcClient write;

    TaskClaims(JdbcClient write) {
        this.write = write;
    }

    /// A claim of a task. Whoever claims or releases the task changes the version.
    public record Claim(String task, String instance, long version) {}

    /// Those of the claims of tasks of one name that still hold. In a transaction that holds the lock of the tasks'
    /// requests, they hold until its end: a node that takes a chunk over begins by locking its request.
    public Set<Claim> held(String task, Collection<Claim> claims) {
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
