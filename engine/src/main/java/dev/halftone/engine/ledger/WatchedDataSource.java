package dev.halftone.engine.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/// Hands connections out for as long as the database's file is where it was: what is written is to be found
/// again.
final class WatchedDataSource extends DelegatingDataSource {
    private final DatabaseFile file;

    WatchedDataSource(DataSource connections, DatabaseFile file) {
        super(connections);
        this.file = file;
    }

    @Override
    public Connection getConnection() throws SQLException {
        file.check();
        return super.getConnection();
    }
}
