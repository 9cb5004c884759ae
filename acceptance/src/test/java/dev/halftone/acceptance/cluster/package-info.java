/// Several nodes on one PostgreSQL and one bucket. Start at [Cluster].
@NullMarked
package dev.halftone.acceptance.cluster;

import org.jspecify.annotations.NullMarked;
