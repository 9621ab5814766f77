package io.github.fleetlogoff.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.sessions.EndpointModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `jea export`: what is to be installed lands in one folder, and nobody's files are lost for it.
class JeaExportTest {
    @TempDir Path folder;

    @Test
    void writes_the_module_and_prints_what_it_wrote() throws IOException {
        Path target = folder.resolve("new/endpoint");

        Program.Ended ended = export(target);

        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out().lines())
                .containsExactlyElementsOf(
                        EndpointModule.files().sequencedKeySet().stream()
                                .map(name -> target.resolve(name).toString())
                                .toList());
        EndpointModule.files()
                .forEach((name, text) -> assertThat(target.resolve(name)).hasContent(text));
        assertThat(filesIn(target)).hasSize(EndpointModule.files().size());
    }

    @Test
    void an_earlier_export_is_replaced_also_where_it_was_signed() throws IOException {
        export(folder);
        Path module = folder.resolve("FleetLogoff/FleetLogoff.psm1");
        Files.writeString(module, Files.readString(module) + "# SIG # Begin signature block\n");

        Program.Ended ended = export(folder);

        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(module).content().doesNotContain("SIG #");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"notes.txt", "FleetLogoff/notes.txt", "FleetLogoff.pssc/x", "Other/empty/x"})
    void a_folder_with_anything_else_is_refused_and_left_as_it_is(String stranger)
            throws IOException {
        Path file = folder.resolve(stranger);
        Files.createDirectories(requireNonNull(file.getParent()));
        Files.writeString(file, "mine");

        Program.Ended ended = export(folder);

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err().lines())
                .singleElement()
                .asString()
                .contains(folder.toString(), "it holds", "name an empty folder or a new one");
        assertThat(ended.out()).isEmpty();
        assertThat(filesIn(folder)).containsExactly(file);
    }

    @Test
    void a_link_in_the_place_of_a_file_is_not_followed() throws IOException {
        Path precious = Files.writeString(folder.resolve("precious"), "mine");
        Path target = Files.createDirectory(folder.resolve("endpoint"));
        Files.createSymbolicLink(target.resolve("FleetLogoff.pssc"), precious);

        Program.Ended ended = export(target);

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err()).contains("it holds FleetLogoff.pssc");
        assertThat(precious).hasContent("mine");
    }

    @Test
    void a_link_to_a_folder_is_looked_into() throws IOException {
        Path there = Files.createDirectory(folder.resolve("there"));
        Files.writeString(there.resolve("notes.txt"), "mine");
        Path link = Files.createSymbolicLink(folder.resolve("link"), there);

        Program.Ended ended = export(link);

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err()).contains("it holds notes.txt");
    }

    @Test
    void a_file_in_the_place_of_the_folder_is_refused() throws IOException {
        Path file = Files.writeString(folder.resolve("endpoint"), "mine");

        Program.Ended ended = export(file);

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err()).contains("it is a file; name a folder");
        assertThat(file).hasContent("mine");
    }

    @Test
    void a_folder_is_to_be_named() {
        Program.Ended ended = new Program(folder).run("jea", "export");

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err()).contains("DIR");
        assertThat(new Program(folder).run("jea").err()).contains("jea export DIR");
    }

    private Program.Ended export(Path target) {
        return new Program(folder).run("jea", "export", target.toString());
    }

    private static List<Path> filesIn(Path target) throws IOException {
        try (Stream<Path> found = Files.walk(target)) {
            return found.filter(Files::isRegularFile).toList();
        }
    }
}
