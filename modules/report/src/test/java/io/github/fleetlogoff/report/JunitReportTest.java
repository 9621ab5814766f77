package io.github.fleetlogoff.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.RunEvent;
import io.github.fleetlogoff.model.RunEvent.HostFinished;
import io.github.fleetlogoff.model.RunEvent.RunFinished;
import io.github.fleetlogoff.model.SessionOutcome;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class JunitReportTest {
    /// The path of junit-10.xsd of the Jenkins xUnit plugin, which is not part of this project.

    private static String write(RunReport report) throws Exception {
        StringWriter out = new StringWriter();
        new JunitReport().write(report, out);
        return out.toString();
    }

    private static Document parse(RunReport report) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(write(report))));
    }

    private static List<Element> all(Document document, String name) {
        NodeList nodes = document.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int at = 0; at < nodes.getLength(); at++) {
            elements.add((Element) nodes.item(at));
        }
        return elements;
    }

    private static List<String> names(Document document, String element) {
        return all(document, element).stream()
                .map(found -> ((Element) found.getParentNode()).getAttribute("name"))
                .map(name -> name.replace(".example.com", ""))
                .toList();
    }

    @Test
    void a_suite_counts_its_cases_and_a_host_is_a_case() throws Exception {
        Document document = parse(Examples.trouble());
        Element suite = all(document, "testsuite").getFirst();
        assertThat(suite.getAttribute("name")).isEqualTo("berlin");
        assertThat(suite.getAttribute("tests")).isEqualTo("12");
        assertThat(suite.getAttribute("failures")).isEqualTo("3");
        assertThat(suite.getAttribute("errors")).isEqualTo("7");
        assertThat(suite.getAttribute("skipped")).isEqualTo("1");
        assertThat(all(document, "testcase")).hasSize(12);
        assertThat(names(document, "failure")).containsExactly("ws06", "ws07", "ws09");
        assertThat(names(document, "skipped")).containsExactly("ws10");
        assertThat(names(document, "error")).hasSize(7).contains("ws01", "ws08", "ws11");
        assertThat(all(document, "failure").get(1).getTextContent())
                .contains("session 4 jdoe", "logoff.exe: Access is denied.")
                .doesNotContain("session 2");
    }

    @Test
    void a_suite_is_a_site_or_else_a_group() throws Exception {
        RunFold fold = new RunFold();
        RunEvent.RunStarted some = Runs.started(Runs.logoff());
        fold.emit(
                new RunEvent.RunStarted(
                        some.at(),
                        some.header(),
                        some.sweep(),
                        some.safeguards(),
                        some.limits(),
                        List.of(
                                Runs.planned("a", "a", "berlin"),
                                Runs.planned("b", "b", null),
                                Runs.planned("c", "c", "berlin"))));
        for (String host : List.of("a", "b", "c")) {
            fold.emit(new HostFinished(Runs.START, Runs.completed(host)));
        }
        fold.emit(new RunFinished(Runs.START));
        Document document = parse(fold.report());
        assertThat(all(document, "testsuite"))
                .extracting(suite -> suite.getAttribute("name") + suite.getAttribute("tests"))
                .containsExactly("berlin2", "all1");
    }

    @Test
    void what_does_not_count_for_the_exit_code_is_no_failure() throws Exception {
        HostReport[] hosts = {
            Runs.host("a", HostOutcome.UNREACHABLE, null, "no connection"),
            Runs.host(
                    "b", HostOutcome.FAILED, 1, null, Runs.session(2, "jdoe", SessionOutcome.STUCK))
        };
        Document narrowed =
                parse(Runs.report(Runs.logoff(), Runs.header(Runs.ID, "unreachable"), hosts));
        assertThat(names(narrowed, "error")).containsExactly("a");
        assertThat(names(narrowed, "failure")).isEmpty();
        assertThat(names(parse(Runs.report(hosts)), "failure")).containsExactly("b");
    }
}
