package io.github.fleetlogoff.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The JUnit report in the hands of others: the Jenkins xUnit plugin's schema, and junitparser.
class JunitReadersTest {
    private static final Path SCHEMA = Path.of("target/foreign/junit-10.xsd");
    private static final Path PYTHON = Path.of("target/foreign-venv/bin/python");
    private static final String INSTALL = "skipped: run src/test/foreign/install.sh";
    private static final String COUNT =
            """
            import sys
            from junitparser import JUnitXml, Failure, Error, Skipped
            cases = [case for suite in JUnitXml.fromfile(sys.argv[1]) for case in suite]
            kinds = [type(result).__name__ for case in cases for result in case.result]
            print(len(cases), kinds.count("Failure"), kinds.count("Error"), kinds.count("Skipped"))
            """;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void obeys_the_schema_of_jenkins_whatever_hosts_answer(long seed) throws Exception {
        assumeTrue(Files.exists(SCHEMA), INSTALL);
        String text = text(seed);
        assertThatCode(() ->
                        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                                .newSchema(SCHEMA.toFile())
                                .newValidator()
                                .validate(new StreamSource(new StringReader(text))))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void junitparser_counts_what_was_written(long seed, @TempDir Path folder) throws Exception {
        assumeTrue(Files.isExecutable(PYTHON), INSTALL);
        String text = text(seed);
        Path file = Files.writeString(folder.resolve("report.xml"), text, StandardCharsets.UTF_8);
        Process python =
                new ProcessBuilder(PYTHON.toString(), "-c", COUNT, file.toString())
                        .redirectErrorStream(true)
                        .start();
        String counted =
                new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(python.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(counted)
                .isEqualTo(
                        "%d %d %d %d",
                        count(text, "<testcase "),
                        count(text, "<failure "),
                        count(text, "<error "),
                        count(text, "<skipped"));
    }

    private static String text(long seed) throws IOException {
        RunFold fold = new RunFold();
        Runs.random(new Random(seed)).forEach(fold::emit);
        StringWriter out = new StringWriter();
        new JunitReport().write(fold.report(), out);
        return out.toString();
    }

    private static int count(String text, String what) {
        return text.split(what, -1).length - 1;
    }
}
