package dev.halftone.engine.ledger;

import static dev.halftone.engine.request.RequestStatus.CANCELLED;
import static dev.halftone.engine.request.RequestStatus.PROCESSING;
import static dev.halftone.engine.request.RequestStatus.QUEUED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestId;
import dev.halftone.engine.request.RequestName;
import dev.halftone.engine.request.RequestOptions;
import dev.halftone.engine.request.RequestStatus;
import dev.halftone.engine.request.SearchText;
import dev.halftone.imaging.Recipe;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How requests are found by what their users call them.
abstract class RequestSearchContract extends LedgerTestBase {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "SPRING|Spring sale|",
                "g s|Spring sale|",
                "möb|ÜBERMÖBEL|",
                "MÖB||übermöbel.csv",
                "мебель|Вся МЕБЕЛЬ|",
                "ΟΔΟΣ|οδος|",
                "οδοσ|ΟΔΟΣ ΔΥΟ|",
                "istanbul|İSTANBUL|",
                "家具||家具.csv",
                "🌷|May 🌷|",
                "100%|100% wool|",
                "a_b||a_b.csv",
                "!|Sale!|",
                "\\|back\\slash|",
                "'; drop|x'; drop|"
            })
    void findsTextInReferenceOrFileName(String text, String reference, String filename) {
        var request = accept(Optional.ofNullable(reference), Optional.ofNullable(filename));
        accept("other", "other.csv");

        assertThat(find(text)).containsExactly(request.id());
    }

    @Test
    void findsComposedAndDecomposedAccents() {
        var decomposed = accept("a", "mo\u0308bel.csv");
        var composed = accept("b", "M\u00d6BEL.csv");

        assertThat(find("m\u00f6")).containsExactly(composed.id(), decomposed.id());
        assertThat(find("MO\u0308")).containsExactly(composed.id(), decomposed.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "_", "a%e", "s_le", "!", "\\", "saleproducts"})
    void takesNoCharacterForAPattern(String text) {
        accept("sale", "products.csv");

        assertThat(find(text)).isEmpty();
    }

    @Test
    void findsAReferenceExactly() {
        var older = accept("May", "a.csv");
        var newer = accept("May", "b.csv");
        accept("may", "c.csv");
        accept("May 2", "d.csv");

        assertThat(find(Set.of(), Optional.of("May"), "")).containsExactly(newer.id(), older.id());
        assertThat(find(Set.of(), Optional.of("May"), "A.CSV")).containsExactly(older.id());
        assertThat(find(Set.of(PROCESSING), Optional.of("May"), "")).isEmpty();
        assertThat(find(Set.of(QUEUED, PROCESSING), Optional.of("May"), "")).hasSize(2);
    }

    @Test
    void findsRequestsOfSeveralStatusesNewestFirstByPages() {
        var queued = accept("a", "a.csv");
        var started = accept("b", "b.csv");
        var cancelled = accept("c", "c.csv");
        var newest = accept("d", "d.csv");
        ledger.requests().start(started.number(), NOW);
        ledger.requests().cancel(cancelled.number());

        var filter = new RequestSearch.Filter(Set.of(QUEUED, PROCESSING), Optional.empty(), new SearchText(""));
        var first = ledger.requestSearch().newestFirst("", Long.MAX_VALUE, 2, filter);
        var second = ledger.requestSearch().newestFirst("", first.getLast().number(), 2, filter);

        assertThat(first).extracting(Request::id).containsExactly(newest.id(), started.id());
        assertThat(second).extracting(Request::id).containsExactly(queued.id());
        assertThat(find(Set.of(CANCELLED), Optional.empty(), "C.")).containsExactly(cancelled.id());
    }

    @Test
    void findsNothingOfOthersAndNothingDeleted() {
        var request = accept("May", "a.csv");
        ledger.requests().delete("", request.id(), NOW);
        accept("May", "b.csv");

        assertThat(find("a.csv")).isEmpty();
        assertThat(find("alice", Set.of(), Optional.of("May"), "")).isEmpty();
    }

    private Request accept(String reference, String filename) {
        return accept(Optional.of(reference), Optional.of(filename));
    }

    private Request accept(Optional<String> reference, Optional<String> filename) {
        var options = new RequestOptions(Recipe.defaults(), Optional.empty());
        return accept(options.withName(new RequestName(reference, filename)), 1, 1);
    }

    private List<RequestId> find(String text) {
        return find(Set.of(), Optional.empty(), text);
    }

    private List<RequestId> find(Set<RequestStatus> statuses, Optional<String> reference, String text) {
        return find("", statuses, reference, text);
    }

    private List<RequestId> find(String owner, Set<RequestStatus> statuses, Optional<String> reference, String text) {
        var filter = new RequestSearch.Filter(statuses, reference, new SearchText(text));
        return ledger.requestSearch().newestFirst(owner, Long.MAX_VALUE, 10, filter).stream()
                .map(Request::id)
                .toList();
    }
}
