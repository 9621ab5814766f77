package io.github.fleetlogoff.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.Host;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InventorySourceTest {
    @TempDir private Path folder;

    @Test
    void reads_csv_with_headers_groups_labels_and_quotes() throws IOException {
        Inventory inventory =
                Inventory.load(
                        file(
                                "hosts.csv",
                                """
                                name,address,port,groups,labels.room,site\r
                                pc[1-2],,5986,lab;all-pcs,"2,14",berlin\r
                                "kiosk",192.0.2.7,,,"the ""old"" one",\r
                                """));

        assertThat(names(inventory)).containsExactly("pc1", "pc2", "kiosk");
        Host first = inventory.hosts().getFirst();
        assertThat(first.connection().port()).isEqualTo(5986);
        assertThat(first.groups()).containsExactly("lab", "all-pcs");
        assertThat(first.labels()).containsEntry("room", "2,14");
        assertThat(inventory.hosts().getLast().labels()).containsEntry("room", "the \"old\" one");
        assertThat(inventory.origin("kiosk")).endsWith("hosts.csv:3:1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name,adress/pc1,x|x.csv:1:2: unknown column 'adress'; did you mean 'address'?",
                "address/x|x.csv:1:1: no column is called 'name'",
                "name,port/pc1|x.csv:2:1: the line has 1 cells, the header 2",
                "name,port/pc1,x|x.csv:2:2: host 'pc1': port is 'x'; it must be a whole number from 1 to 65535",
                "name/pc1/pc1|x.csv:3:1: the host 'pc1' stands here again, first in line 2",
                "name/\"pc1|x.csv:2:1: the quote of a cell is never closed",
                "name/\"pc1\"x|x.csv:2:1: text stands behind the closing quote of a cell",
                "name|x.csv names no host; add one under 'hosts', like 'hosts: {pc1: }'",
            })
    void names_the_line_and_cell_that_are_wrong(String lines, String message) {
        assertThatExceptionOfType(FleetException.class)
                .isThrownBy(() ->
                        InventorySource.parse(
                                lines.replace('/', '\n'),
                                "x.csv",
                                ".csv",
                                Path.of("/nowhere"),
                                Optional.empty()))
                .withMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pc1/pc[2-3] pc4 # two/# none|pc1,pc2,pc3,pc4",
                "lab-[01-02]|lab-01,lab-02",
                "hosts: {a: , b: }|a,b",
                "# ours/groups:/  lab: {hosts: [a]}|a",
                "{\"hosts\": {\"a\": {}}}|a",
                "{\"hosts\": {\"a\": null, \"b\": {\"port\": 80, \"tls\": false}}}|a,b",
                "{\"hosts\": {\"a\": {}}, 'groups': {}}|a",
                "{\"lab\": {\"hosts\": [\"a\", \"b\"]}, \"_meta\": {\"hostvars\": {}}}|a,b",
                "all: {hosts: {a: }}|a",
                "lab: {hosts: {a: }, vars: {x: 1}}|a",
                "[lab]/pc[1:2]|pc1,pc2",
                "pc1 ansible_port=5985|pc1",
                "{\"lab\": {\"hosts\": [\"a\"]}, \"_meta\": {\"hostvars\": {\"b\": {}}}}|a,b",
            })
    void tells_the_forms_apart_on_standard_input(String lines, String expected) {
        byte[] bytes = lines.replace('/', '\n').getBytes(StandardCharsets.UTF_8);

        assertThat(names(Inventory.load(new ByteArrayInputStream(bytes), "standard input", folder)))
                .containsExactly(expected.split(",", -1));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void runs_a_program_and_reads_what_it_prints() throws IOException {
        assertThat(
                        names(
                                Inventory.load(
                                        program(
                                                "#!/bin/sh\n[ \"$1\" = --list ] && echo '{\"lab\": {\"hosts\": [\"a\"]},"
                                                        + " \"_meta\": {\"hostvars\": {\"a\": {\"ansible_port\": 5985}}}}'\n"))))
                .containsExactly("a");
        assertThat(names(Inventory.load(program("#!/bin/sh\necho '{\"hosts\": {\"b\": null}}'\n"))))
                .containsExactly("b");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void ends_a_program_that_takes_too_long_or_fails() throws IOException {
        Path slow = program("#!/bin/sh\nsleep 30\n");
        assertThatExceptionOfType(FleetException.class)
                .isThrownBy(() -> new InventoryProgram(slow, Duration.ofMillis(200)).print())
                .withMessage("the inventory program " + slow + " did not end within 200ms");
        Path failing = program("#!/bin/sh\nexit 3\n");
        assertThatExceptionOfType(FleetException.class)
                .isThrownBy(() -> Inventory.load(failing))
                .withMessage("the inventory program " + failing + " ended with exit code 3");
    }

    private Path program(String script) throws IOException {
        Path program = file("program", script);
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program;
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static List<String> names(Inventory inventory) {
        return inventory.hosts().stream().map(Host::name).toList();
    }
}
