package io.github.fleetlogoff.cli;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.sessions.EndpointModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Writes the files that install the endpoint.
final class JeaExportCommand extends Command {
    private final Surroundings surroundings;

    private final Argument<Path> folder = file("DIR", "Where the files go.");

    JeaExportCommand(Surroundings surroundings) {
        super(
                "export",
                "Writes the PowerShell module of the JEA endpoint FleetLogoff, ready to sign, with the scripts",
                "that install and remove it. DIR is made if need be; one that holds anything else is refused.");
        usage().footer("", "Example:", "  fleet-logoff jea export endpoint");
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        SequencedMap<String, String> files = EndpointModule.files();
        try {
            stranger(files.keySet())
                    .ifPresent(name -> {
                        throw SessionOptions.usage(
                                "jea export "
                                        + folder.get()
                                        + ": it holds "
                                        + name
                                        + ", which is not of this export; name an empty folder or a new one");
                    });
            for (var file : files.entrySet()) {
                write(folder.get().resolve(file.getKey()), file.getValue());
            }
        } catch (IOException e) {
            throw SessionOptions.usage(
                    "jea export " + folder.get() + ": it cannot be written: " + reason(e));
        }
        files.keySet()
                .forEach(name -> surroundings.terminal().out().println(folder.get().resolve(name)));
        surroundings.terminal().out().flush();
        return 0;
    }

    /// What stands in the folder that is neither one of the files nor a folder of theirs. A link is
    /// a stranger, wherever it leads.
    private Optional<Path> stranger(Set<String> names) throws IOException {
        if (!Files.exists(folder.get())) {
            return Optional.empty();
        }
        Path root = folder.get().toRealPath();
        if (!Files.isDirectory(root)) {
            throw SessionOptions.usage(
                    "jea export " + folder.get() + ": it is a file; name a folder");
        }
        Set<Path> files = names.stream().map(root::resolve).collect(Collectors.toSet());
        Set<Path> folders =
                names.stream()
                        .flatMap(JeaExportCommand::folders)
                        .map(root::resolve)
                        .collect(Collectors.toSet());
        try (Stream<Path> found = Files.walk(root)) {
            return found.skip(1)
                    .filter(path -> !(isPlain(path) && files.contains(path)))
                    .filter(path -> !(isFolder(path) && folders.contains(path)))
                    .sorted()
                    .findFirst()
                    .map(root::relativize);
        }
    }

    /// The folders that a file of this name stands in, from the outermost.
    private static Stream<String> folders(String name) {
        return IntStream.range(0, name.length())
                .filter(at -> name.charAt(at) == '/')
                .mapToObj(at -> name.substring(0, at));
    }

    private static boolean isPlain(Path path) {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean isFolder(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(requireNonNull(file.toAbsolutePath().getParent()));
        Files.writeString(file, text, StandardCharsets.US_ASCII);
    }

    private static String reason(IOException failure) {
        return failure instanceof FileSystemException known && known.getReason() != null
                ? known.getFile() + ": " + known.getReason()
                : failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }
}
