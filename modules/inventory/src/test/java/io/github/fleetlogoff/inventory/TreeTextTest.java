package io.github.fleetlogoff.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TreeTextTest {
    private final Map<String, @Nullable Object> document = new LinkedHashMap<>();

    TreeTextTest() {
        document.put("name", "lab-01");
        document.put("no", "yes");
        document.put("odd \"key\"", "a: b\n\u202Eü\\");
        document.put("port", 5985);
        document.put("tls", true);
        document.put("site", null);
        document.put("empty", List.of());
        document.put("none", Map.of());
        document.put("list", List.of("a", new TreeMap<>(Map.of("x", 1, "y", List.of("1")))));
    }

    @Test
    void writes_json_that_survives_any_terminal() throws IOException {
        StringWriter out = new StringWriter();
        TreeText.json(document, out);

        assertThat(out)
                .hasToString(
                        """
                        {
                          "name": "lab-01",
                          "no": "yes",
                          "odd \\"key\\"": "a: b\\u000a\\u202e\\u00fc\\\\",
                          "port": 5985,
                          "tls": true,
                          "site": null,
                          "empty": [],
                          "none": {},
                          "list": [
                            "a",
                            {
                              "x": 1,
                              "y": [
                                "1"
                              ]
                            }
                          ]
                        }
                        """);
    }

    @Test
    void writes_yaml_that_reads_as_the_same() throws IOException {
        StringWriter out = new StringWriter();
        TreeText.yaml(document, out);

        assertThat(out)
                .hasToString(
                        """
                        name: lab-01
                        "no": "yes"
                        "odd \\"key\\"": "a: b\\u000a\\u202e\\u00fc\\\\"
                        port: 5985
                        tls: true
                        site: null
                        empty: []
                        none: {}
                        list:
                          - a
                          - x: 1
                            "y":
                              - "1"
                        """);
        assertThat(YamlReader.read(out.toString(), "x").orElseThrow())
                .isInstanceOfSatisfying(
                        YamlNode.Mapping.class,
                        map ->
                                assertThat(map.entries().get("odd \"key\""))
                                        .extracting(entry -> entry.value())
                                        .extracting(value -> ((YamlNode.Scalar) value).text())
                                        .isEqualTo("a: b\n\u202Eü\\"));
    }
}
