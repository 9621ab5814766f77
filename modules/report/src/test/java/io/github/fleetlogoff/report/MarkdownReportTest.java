package io.github.fleetlogoff.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.SessionOutcome;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MarkdownReportTest {
    private static final List<HostOutcome> OUTCOMES =
            List.copyOf(EnumSet.complementOf(EnumSet.of(HostOutcome.NOT_ATTEMPTED)));

    private static String write(RunReport report) throws IOException {
        StringWriter out = new StringWriter();
        new MarkdownReport().write(report, out);
        return out.toString();
    }

    @Test
    void trouble_comes_first_and_the_rest_is_folded() throws Exception {
        assertThat(write(Examples.trouble())).isEqualTo(Examples.expected("trouble.md"));
    }

    @Test
    void a_good_run_has_nothing_to_look_at() throws Exception {
        assertThat(write(Examples.demo()))
                .startsWith("### ✅ fleet-logoff logoff: 40 hosts, nothing to look at\n")
                .doesNotContain("| what |");
    }

    @Test
    void ten_thousand_hosts_fit_into_a_comment() throws Exception {
        String text = write(Examples.tenThousand());
        assertThat(text.getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThanOrEqualTo(MarkdownReport.MOST_BYTES);
        assertThat(text)
                .contains("1,100 of 10,000 hosts to look at", "1,000 unreachable")
                .containsPattern("… and [\\d,]+ more sessions: `-o csv`");
    }

    @Test
    void ten_thousand_hosts_that_all_say_something_long_of_their_own_fit_too() throws Exception {
        HostReport[] hosts =
                IntStream.range(0, 10_000)
                        .mapToObj(host ->
                                Runs.host(
                                        Integer.toString(host * 7919, 36)
                                                + "-[()]*".repeat(9)
                                                + Integer.toString(host, 36),
                                        OUTCOMES.get(host % OUTCOMES.size()),
                                        null,
                                        "山@*|".repeat(400) + host * 31,
                                        Runs.session(2, "山|".repeat(200), SessionOutcome.STUCK)))
                        .toArray(HostReport[]::new);
        String text = write(Runs.report(hosts));
        assertThat(text.getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThanOrEqualTo(MarkdownReport.MOST_BYTES);
        assertThat(text).contains("every host by outcome").endsWith("</details>\n\n");
    }

    @Test
    void nobody_is_notified_and_no_address_becomes_a_link() {
        assertThat(MarkdownText.text("@all see http://x and www.x.example"))
                .isEqualTo("<code>&#64;</code>all see http&#58;//x and www&#46;x.example");
        assertThat(MarkdownText.code("@all|`x`\\"))
                .isEqualTo("<code>&#64;all&#124;&#96;x&#96;&#92;</code>");
    }
}
