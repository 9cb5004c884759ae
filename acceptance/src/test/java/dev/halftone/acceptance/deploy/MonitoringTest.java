package dev.halftone.acceptance.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.ProjectFiles;
import dev.halftone.app.ServerFixture;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Checks that alerts, dashboard and manual name only metrics that a running server exposes.
class MonitoringTest {
    private static final String RULES = "deploy/prometheus/halftone.rules.yml";
    private static final String DASHBOARD = "deploy/grafana/halftone.json";
    private static final String CHART_VALUES = "deploy/helm/halftone/values.yaml";
    private static final String PAGE = "docs/operations.md";
    private static final Pattern METRIC =
            Pattern.compile("\\b(?:halftone|http_server|jvm|process|system)_[a-z0-9_]+\\b");

    private static Set<String> exposed = Set.of();

    @BeforeAll
    static void readMetrics() {
        try (var server = ServerFixture.startWithRealImages()) {
            server.client()
                    .awaitEnd(server.client().submit(ServerFixture.HEADER + "1,Chair,no-url http://127.0.0.1:1/\r\n"));
            exposed = Pattern.compile("^[a-z0-9_]+", Pattern.MULTILINE)
                    .matcher(server.client().get("/metrics").text())
                    .results()
                    .map(MatchResult::group)
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {RULES, DASHBOARD, PAGE, CHART_VALUES})
    void everyNamedMetricIsExposed(String file) {
        var named = METRIC.matcher(ProjectFiles.text(file))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());

        assertThat(named).isNotEmpty().isSubsetOf(exposed);
    }

    @Test
    void everyAlertIsDocumented() {
        var rules = new YAMLMapper().readTree(ProjectFiles.text(RULES)).at("/groups/0/rules");
        var page = ProjectFiles.text(PAGE);

        assertThat(rules.valueStream()).hasSizeGreaterThan(5).allSatisfy(rule -> {
            var alert = rule.path("alert").asString();
            assertThat(rule.at("/annotations/summary").asString()).as(alert).isNotBlank();
            assertThat(page).contains("`" + alert + "`");
        });
    }

    @Test
    void everyAlertHasATest() {
        var alerts = Pattern.compile("(?<=alert: )[A-Za-z]+")
                .matcher(ProjectFiles.text(RULES))
                .results()
                .map(MatchResult::group)
                .toList();
        var tested = new YAMLMapper()
                .readTree(ProjectFiles.text("deploy/prometheus/halftone.rules.test.yml"))
                .path("tests")
                .valueStream()
                .flatMap(test -> test.path("alert_rule_test").valueStream())
                .filter(test -> test.has("exp_alerts"))
                .map(test -> test.path("alertname").asString());

        assertThat(tested).containsExactlyInAnyOrderElementsOf(alerts);
    }

    @Test
    void everyDocumentedMetricIsOnTheDashboard() {
        var page = ProjectFiles.text(PAGE);
        var section = page.substring(page.indexOf("## Metrics"), page.indexOf("## Alerts"));
        var rows = section.lines().filter(line -> line.contains("|")).skip(2).toList();

        assertThat(rows).hasSize(18);
        assertThat(rows.stream()
                        .flatMap(row -> METRIC.matcher(row.substring(0, row.indexOf('|')))
                                .results()
                                .map(MatchResult::group)))
                .isNotEmpty()
                .allSatisfy(metric -> assertThat(ProjectFiles.text(DASHBOARD)).contains(metric));
    }

    @Test
    void everyPanelOfTheDashboardHasAQuery() {
        var panels = new JsonMapper().readTree(ProjectFiles.text(DASHBOARD)).path("panels");

        assertThat(panels.valueStream())
                .hasSizeGreaterThan(5)
                .allSatisfy(panel -> assertThat(panel.path("targets").valueStream())
                        .as(panel.path("title").asString())
                        .isNotEmpty()
                        .allMatch(MonitoringTest::queriesMetric));
    }

    private static boolean queriesMetric(JsonNode target) {
        return METRIC.matcher(target.path("expr").asString()).find();
    }
}
