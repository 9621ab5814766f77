package io.github.fleetlogoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InventoryCommandTest {
    @TempDir private Path folder;

    private String file = "";

    @BeforeEach
    void writeInventory() throws IOException {
        Path path = folder.resolve("hosts.yaml");
        Files.writeString(
                path,
                """
                credentials: {ops: {username: u, password: {env: A}}}
                groups:
                  lab: {hosts: ["lab-[01-02]"], site: berlin, credential: ops}
                  rooms: {groups: [lab]}
                hosts:
                  kiosk: {address: 192.0.2.7, tls: true}
                """);
        file = path.toString();
    }

    @Test
    void list_shows_how_each_host_is_reached_and_where_it_stands() {
        Program.Ended ended = run("list", "-i", file, "-w", "@all!lab-02");

        assertThat(ended.exitCode()).isZero();
        assertThat(ended.out().replace(folder.toString(), "F"))
                .isEqualToNormalizingNewlines(
                        """
                        HOST    REACHED AT              AUTH       CREDENTIAL  SITE    GROUPS     ORIGIN
                        lab-01  http://lab-01:5985      negotiate  ops         berlin  lab,rooms  F/hosts.yaml:3:3
                        kiosk   https://192.0.2.7:5986  negotiate  -           -       -          F/hosts.yaml:6:3
                        """);
    }

    @Test
    void list_prints_json_and_yaml() {
        assertThat(run("list", "-i", file, "-w", "kiosk", "-o", "json").out())
                .contains("\"name\": \"kiosk\"", "\"port\": 5986", "\"origin\": \"");
        assertThat(run("list", "-i", file, "-w", "kiosk", "-o", "yaml").out())
                .startsWith(
                        "schemaVersion: 1\nhosts:\n  - name: kiosk\n    address: \"192.0.2.7\"\n");
    }

    @Test
    void graph_folds_hosts_under_their_groups() {
        assertThat(run("graph", "-i", file).out())
                .isEqualToNormalizingNewlines(
                        """
                        @all  (3 hosts)
                          @rooms
                            @lab
                              lab-[01-02]
                          kiosk
                        """);
    }

    @Test
    void check_counts_and_names_what_a_person_should_know() {
        assertThat(run("check", "-i", file).out())
                .isEqualToNormalizingNewlines(
                        "ok: 3 hosts, 2 groups, 1 credentials\nnote: no credential is given for kiosk\n");
    }

    @Test
    void a_fault_is_named_with_its_place_and_exit_code_2() throws IOException {
        Path wrong = Files.writeString(folder.resolve("wrong.yaml"), "hosts: {a: {ports: 1}}\n");

        Program.Ended ended = run("check", "-i", wrong.toString());

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err())
                .contains("wrong.yaml:1:13: host 'a': unknown key 'ports'; did you mean 'port'?");
        assertThat(run("lst").exitCode()).isEqualTo(2);
        assertThat(run().exitCode()).isEqualTo(2);
        assertThat(run("list", "-i", file, "-o", "xml").err())
                .contains("it takes table, json, yaml");
    }

    private Program.Ended run(String... arguments) {
        String[] line = new String[arguments.length + 1];
        line[0] = "inventory";
        System.arraycopy(arguments, 0, line, 1, arguments.length);
        return new Program(folder).run(line);
    }
}
