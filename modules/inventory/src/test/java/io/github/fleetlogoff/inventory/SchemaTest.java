package io.github.fleetlogoff.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.fleetlogoff.model.FleetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The schemas say what the readers read.
class SchemaTest {
    private static final Path DOCS = Path.of("../../docs/schema");
    private final JsonSchema playbooks = schema("playbook.schema.json");
    private final JsonSchema inventories = schema("inventory.schema.json");
    private final JsonSchema policies = schema("policy.schema.json");

    @ParameterizedTest
    @ValueSource(strings = {"nightly-idle", "maintenance", "lab-evening", "one-user"})
    void the_playbooks_that_come_along_obey_the_schema(String name) throws IOException {
        String text = Files.readString(Path.of("../../playbooks/" + name + ".yaml"));

        assertThat(playbooks.validate(json(text), InputFormat.JSON)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sessions: {users: a, userGlobs: [b*], excludeUsers: [], sessionNames: c, state: any, includeConsole: true}",
                "sessions: {idleOver: PT4H}\nlimits: {waves: 100%, maxLogoffs: 0, maxFailures: '5,1%', maxChange: 3, rate: 9/m}",
                "sessions: {users: a}\nlimits: {waves: [3, 100%], maxLogoffs: [5, 1%], maxChange: 1.5x, concurrency: 1, siteConcurrency: 2}",
                "sessions: {users: a}\nblackout:\nprotected:\nhosts: []\nreports: {html: [a, b], table: c, ndjson: d, csv: e, markdown: f}"
            })
    void what_the_schema_takes_for_a_playbook_is_read(String text) {
        assertThat(playbooks.validate(json(text), InputFormat.JSON)).isEmpty();
        assertThat(PlaybookFile.parse(text, "p.yaml", Path.of("."), ZoneId.of("UTC"))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hosts: a",
                "sessions: {}",
                "sessions: {user: a}",
                "sessions: {users: a, state: aktiv}",
                "sessions: {users: a}\nhost: a",
                "sessions: {users: a}\nwarn: {grace: 5m}",
                "sessions: {users: a}\nwarn: {text: a, graces: 5m}",
                "sessions: {users: a}\nwarn: Bye",
                "sessions: {users: a}\nlimits: {max: 5}",
                "sessions: {users: a}\nlimits: {concurrency: 0}",
                "sessions: {users: a}\nlimits: {rate: fast}",
                "sessions: {users: a}\nlimits: {waves: []}",
                "sessions: {users: a}\nblackout: before 22:00 UTC",
                "sessions: {users: a}\nending: {reset: true}",
                "sessions: {users: a}\nprotected: {groups: a}",
                "sessions: {users: a}\nreports: {xml: a}"
            })
    void what_the_schema_refuses_of_a_playbook_is_refused(String text) {
        assertThat(playbooks.validate(json(text), InputFormat.JSON)).isNotEmpty();
        assertThatThrownBy(() -> PlaybookFile.parse(text, "p.yaml", Path.of("."), ZoneId.of("UTC")))
                .isInstanceOf(FleetException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "protected: {users: [a, b*], hosts: '@servers'}\nmaxLogoffs: 5%\nwarning: {required: true, leastGrace: 5m}",
                "blackout: [not before 22:00]\nzone: Europe/Berlin",
                "maxLogoffs: [200, 5%]"
            })
    void what_the_schema_takes_for_a_policy_is_read(String text) {
        assertThat(policies.validate(json(text), InputFormat.JSON)).isEmpty();
        assertThat(SitePolicyFile.parse(text, "p.yaml")).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- a",
                "protect: {users: a}",
                "protected: {user: a}",
                "maxLogoffs: many",
                "warning: true",
                "warning: {grace: 5m}",
                "blackout: always"
            })
    void what_the_schema_refuses_of_a_policy_is_refused(String text) {
        assertThat(policies.validate(json(text), InputFormat.JSON)).isNotEmpty();
        assertThatThrownBy(() -> SitePolicyFile.parse(text, "p.yaml"))
                .isInstanceOf(FleetException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "demo-trouble"})
    void the_inventories_that_come_along_obey_the_schema(String name) throws IOException {
        String text = Files.readString(Path.of("../../inventory/" + name + ".yaml"));

        assertThat(inventories.validate(json(text), InputFormat.JSON)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hosts: {a: , 'b[1-2]': {address: 192.0.2.7, port: 1, tls: true, tlsInsecure: false, auth: ntlm, engine: wsman}}",
                "groups: {g: {hosts: a, groups: [], vars: {port: 5}, labels: {x: 'y'}}}\nhosts:",
                "credentials: {o: {username: u, password: {env: A}}, k: {username: u, keytab: k}}\ndefaults: {credential: o}\nhosts: {a: }",
                "credentials: {c: {pkcs12: a.p12, password: {exec: [pass, show]}}, t: {username: u, ticketCache: true}}\nhosts: {a: }",
                "simulator: {hosts: 3}",
                "credentials: {l: {password: {laps: true}}, e: {password: {exec: [a]}}, k: {username: u, password: {keychain: s}}}\nhosts: {a: }",
                "credentials: {s: {username: u, password: {keystore: {file: f, alias: a, password: {env: A}}}}}\nhosts: {a: }"
            })
    void what_the_schema_takes_for_an_inventory_is_read(String text) {
        assertThat(inventories.validate(json(text), InputFormat.JSON)).isEmpty();
        assertThat(Inventory.parse(text, "i.yaml", Path.of("."))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "defaults: {port: 1}",
                "host: {a: }",
                "hosts: [a]",
                "hosts: {a: {ports: 1}}",
                "hosts: {a: {port: 0}}",
                "hosts: {a: {auth: digest}}",
                "hosts: {a: {tls: 1}}",
                "hosts: {a: {pin: abc}}",
                "groups: {g: {host: a}}",
                "credentials: {o: {password: {env: A}}}\nhosts: {a: }",
                "credentials: {o: {username: u, password: secret}}\nhosts: {a: }",
                "credentials: {o: {username: u, password: {env: A, file: b}}}\nhosts: {a: }",
                "credentials: {o: {username: u, password: {env: A}, keytab: k}}\nhosts: {a: }",
                "credentials: {o: {username: u, password: {laps: false}}}\nhosts: {a: }",
                "credentials: {o: {password: {keychain: s}}}\nhosts: {a: }",
                "credentials: {o: {username: u, password: {keystore: f}}}\nhosts: {a: }",
                "credentials: {o: {username: u, password: {env: A}}}\ndirectory: {url: 'ldaps://d', base: DC=x}",
                "credentials: {o: {username: u, password: {env: A}}}\ndirectory: {url: 'ldaps://d', base: DC=x, credential: o, size: 5}",
                "credentials: {o: {username: u, password: {env: A}}}\ndirectory: {url: 'ldaps://d', base: DC=x, credential: o, auth: basic}"
            })
    void what_the_schema_refuses_of_an_inventory_is_refused(String text) {
        assertThat(inventories.validate(json(text), InputFormat.JSON)).isNotEmpty();
        assertThatThrownBy(() -> Inventory.parse(text, "i.yaml", Path.of(".")))
                .isInstanceOf(FleetException.class);
    }

    private static JsonSchema schema(String file) {
        try {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(Files.readString(DOCS.resolve(file)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String json(String yaml) {
        return json(YamlReader.read(yaml, "x.yaml").orElseThrow());
    }

    private static String json(YamlNode node) {
        return switch (node) {
            case YamlNode.Mapping map ->
                    map.entries().entrySet().stream()
                            .map(entry ->
                                    quoted(entry.getKey()) + ":" + json(entry.getValue().value()))
                            .collect(Collectors.joining(",", "{", "}"));
            case YamlNode.Sequence list ->
                    list.items().stream()
                            .map(SchemaTest::json)
                            .collect(Collectors.joining(",", "[", "]"));
            case YamlNode.Scalar scalar when scalar.isNull() -> "null";
            case YamlNode.Scalar scalar ->
                    scalar.plain() && scalar.text().matches("true|false|\\d+")
                            ? scalar.text()
                            : quoted(scalar.text());
        };
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
