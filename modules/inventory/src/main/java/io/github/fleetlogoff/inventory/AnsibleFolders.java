package io.github.fleetlogoff.inventory;

import static io.github.fleetlogoff.model.FleetException.Code.INVENTORY;

import io.github.fleetlogoff.model.FleetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The folders `group_vars` and `host_vars` beside an Ansible inventory: a file per name, with or
/// without `.yml`, `.yaml` or `.json`, or a folder of such files.
final class AnsibleFolders {
    private static final int DEPTH = 5;
    private static final int MOST_FILES = 1_000;
    private static final List<String> ENDINGS = List.of("", ".yml", ".yaml", ".json");

    private AnsibleFolders() {}

    /// @param folder the one of the inventory
    static void read(Path folder, AnsibleTree tree) {
        members(folder.resolve("group_vars"), tree.groups());
        members(folder.resolve("host_vars"), tree.hosts());
    }

    private static void members(Path folder, Map<String, AnsibleTree.Member> members) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        members.forEach((name, member) -> {
            for (String ending : ENDINGS) {
                Path path = folder.resolve(name + ending);
                if (folder.equals(path.getParent()) && Files.exists(path)) {
                    files(path).forEach(file -> member.folderVars().putAll(variables(file)));
                }
            }
        });
    }

    private static List<Path> files(Path path) {
        if (Files.isRegularFile(path)) {
            return List.of(path);
        }
        List<Path> files = new ArrayList<>();
        try (Stream<Path> tree = Files.walk(path, DEPTH)) {
            tree.filter(Files::isRegularFile)
                    .filter(AnsibleFolders::isVariables)
                    .sorted()
                    .limit(MOST_FILES + 1L)
                    .forEach(files::add);
        } catch (IOException e) {
            throw new FleetException(INVENTORY, path + " cannot be read: " + e.getMessage(), e);
        }
        if (files.size() > MOST_FILES) {
            throw new FleetException(INVENTORY, path + " has more than 1,000 files");
        }
        return files;
    }

    private static boolean isVariables(Path file) {
        String name = String.valueOf(file.getFileName());
        return !name.startsWith(".")
                && !name.endsWith("~")
                && ENDINGS.contains(
                        name.contains(".") ? name.substring(name.lastIndexOf('.')) : "");
    }

    private static Map<String, YamlNode> variables(Path file) {
        String name = file.toString();
        String text = SourceText.read(file, "variables file");
        if (text.startsWith(AnsibleInventory.VAULT)) {
            // A vaulted file may hold anything: it counts as the one thing it most likely holds.
            return Map.of(
                    "ansible_password", new YamlNode.Scalar(new Place(name, 1, 1), text, false));
        }
        Map<String, YamlNode> variables = new LinkedHashMap<>();
        YamlReader.readForeign(text, name)
                .ifPresent(node ->
                        variables.putAll(
                                AnsibleYaml.variables(node, Section.empty(node.place(), ""))));
        return variables;
    }
}
