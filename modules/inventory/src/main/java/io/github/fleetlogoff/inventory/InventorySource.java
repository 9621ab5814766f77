package io.github.fleetlogoff.inventory;

import static io.github.fleetlogoff.model.FleetException.Code.INVENTORY;

import io.github.fleetlogoff.model.FleetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Which form an inventory has, by its file's ending and its content, and its reader.
final class InventorySource {
    private static final List<String> PROGRAMS = List.of(".exe", ".cmd", ".bat", ".com");

    private InventorySource() {}

    static Inventory load(Path file, Optional<DirectoryAccess> access) {
        Path absolute = file.toAbsolutePath();
        Path folder = absolute.getParent() == null ? absolute : absolute.getParent();
        String name = file.toString();
        String ending = ending(name);
        if (Files.isRegularFile(file) && isProgram(file, ending)) {
            return parse(InventoryProgram.print(file), name, ".json", folder, access);
        }
        return parse(SourceText.read(file, "inventory"), name, ending, folder, access);
    }

    private static String ending(String name) {
        int dot = name.lastIndexOf('.');
        return dot <= Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1
                ? ""
                : name.substring(dot).toLowerCase(Locale.ROOT);
    }

    // The endings of data are believed: on shared drives every file can be executed.
    private static boolean isProgram(Path file, String ending) {
        return switch (ending) {
            case ".yaml", ".yml", ".json", ".csv", ".ini", ".txt", ".cfg" -> false;
            default ->
                    PROGRAMS.contains(ending)
                            || (!System.getProperty("os.name", "").startsWith("Windows")
                                    && Files.isExecutable(file));
        };
    }

    /// @param text as [SourceText] gives it
    /// @param ending of the file's name with its dot, lower case; empty where there is none
    static Inventory parse(
            String text,
            String name,
            String ending,
            Path folder,
            Optional<DirectoryAccess> access) {
        return switch (ending) {
            case ".csv" ->
                    InventoryReader.read(CsvInventory.read(text, name), name, folder, access);
            case ".ini", ".cfg" -> ansible(AnsibleIni.read(text, name), name, folder);
            case ".txt" -> list(text, name, folder);
            case ".yaml", ".yml" -> yaml(text, name, folder, access);
            case ".json" -> json(text, name, folder, access);
            default -> guessed(text, name, folder, access);
        };
    }

    /// A text without an ending: the first line that says something tells.
    private static Inventory guessed(
            String content, String name, Path folder, Optional<DirectoryAccess> access) {
        String first =
                content.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && "#;".indexOf(line.charAt(0)) < 0)
                        .findFirst()
                        .orElse("");
        boolean section =
                content.lines().anyMatch(line -> line.strip().matches("\\[[^]\\[,]+]\\s*(#.*)?"));
        if (first.startsWith("{")) {
            return json(content, name, folder, access);
        }
        if (first.startsWith("---") || first.matches("[^\\[]+:(\\s.*)?")) {
            return yaml(content, name, folder, access);
        }
        return section || first.matches("\\S+\\s+\\w+=.*")
                ? ansible(AnsibleIni.read(content, name), name, folder)
                : list(content, name, folder);
    }

    private static Inventory list(String content, String name, Path folder) {
        return InventoryReader.read(PlainList.read(content, name), name, folder, Optional.empty());
    }

    private static Inventory yaml(
            String content, String name, Path folder, Optional<DirectoryAccess> access) {
        // Ours forbids what Ansible allows: which of the two it is must be known first.
        Optional<YamlNode> root;
        try {
            root = YamlReader.readForeign(content, name);
        } catch (FleetException e) {
            return InventoryReader.read(content, name, folder, access);
        }
        if (root.filter(AnsibleYaml::fits).isPresent()) {
            return ansible(AnsibleYaml.read(mapping(root.get())), name, folder);
        }
        // Without a tag both readers see the same, and a big file is not read twice.
        return root.orElse(null) instanceof YamlNode.Mapping mapping && !content.contains("!")
                ? InventoryReader.read(mapping, name, folder, access)
                : InventoryReader.read(content, name, folder, access);
    }

    /// JSON, and the YAML that resembles it.
    private static Inventory json(
            String content, String name, Path folder, Optional<DirectoryAccess> access) {
        Optional<YamlNode.Mapping> root = JsonReader.read(content, name);
        if (root.isEmpty()) {
            return yaml(content, name, folder, access);
        }
        return AnsibleYaml.fits(root.get())
                ? ansible(AnsibleYaml.read(root.get()), name, folder)
                : InventoryReader.read(root.get(), name, folder, access);
    }

    private static YamlNode.Mapping mapping(YamlNode node) {
        if (node instanceof YamlNode.Mapping mapping) {
            return mapping;
        }
        throw new FleetException(INVENTORY, node.place() + ": the inventory is " + node.kind());
    }

    private static Inventory ansible(AnsibleTree tree, String name, Path folder) {
        AnsibleFolders.read(folder, tree);
        return AnsibleInventory.of(tree, name, folder);
    }
}
