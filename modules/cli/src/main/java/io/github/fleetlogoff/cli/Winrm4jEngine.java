package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.model.Credentials;
import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.sessions.RemoteShell;
import io.github.fleetlogoff.winrm.EngineShells;
import io.github.fleetlogoff.winrm.WinrmSettings;
import io.github.fleetlogoff.winrm.winrm4j.Winrm4jShell;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Loads the engine winrm4j with its libraries, which are more than half of all. In the program as
/// it is shipped they are not on the class path, for Java opens all of that at each start: they
/// stand in a folder beside the program's jar, with a list of them that the build wrote
/// (docs/decisions/0045). A program that is no jar, as in tests, has them on the class path.
final class Winrm4jEngine {
    private static final String FOLDER = "lib/winrm4j";
    private static final String LIST = "classpath";
    private static final String ENGINE = Winrm4jShell.class.getPackageName() + ".";

    private final Path program;

    /// @param program the jar of the program, or the folder of its classes
    Winrm4jEngine(Path program) {
        this.program = program;
    }

    /// That of the program that is running.
    static Winrm4jEngine ofProgram() {
        return new Winrm4jEngine(Path.of(placeOf(Winrm4jEngine.class)));
    }

    /// A run's shells.
    ///
    /// @throws FleetException with code `INTERNAL` where a library is missing; says which
    RemoteShell shell(WinrmSettings settings, Credentials credentials, InstantSource clock) {
        if (Files.isDirectory(program)) {
            return new Winrm4jShell(settings, credentials, clock);
        }
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try {
            ClassLoader loader = new Loader(libraries());
            // By the thread CXF and JAXB find their parts.
            thread.setContextClassLoader(loader);
            return (RemoteShell)
                    loader.loadClass(Winrm4jShell.class.getName())
                            .getConstructor(
                                    WinrmSettings.class, Credentials.class, InstantSource.class)
                            .newInstance(settings, credentials, clock);
        } catch (InvocationTargetException thrown) {
            throw unchecked(thrown.getTargetException());
        } catch (ReflectiveOperationException failure) {
            throw incomplete(failure.toString(), failure);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private URL[] libraries() {
        Path folder = program.resolveSibling(FOLDER);
        List<URL> libraries = new ArrayList<>();
        try {
            libraries.add(placeOf(EngineShells.class).toURL());
            for (String name : Files.readString(folder.resolve(LIST)).strip().split(":", -1)) {
                Path library = folder.resolve(name).normalize();
                if (!Files.isRegularFile(library)) {
                    throw incomplete(library + " is missing", null);
                }
                libraries.add(library.toUri().toURL());
            }
        } catch (IOException failure) {
            throw incomplete(failure.toString(), failure);
        }
        return libraries.toArray(URL[]::new);
    }

    private static RuntimeException unchecked(Throwable thrown) {
        return switch (thrown) {
            case LinkageError missing -> incomplete(missing.toString(), missing);
            case Error fault -> throw fault;
            case RuntimeException fault -> fault;
            default -> new IllegalStateException(thrown);
        };
    }

    private static FleetException incomplete(String what, @Nullable Throwable cause) {
        return new FleetException(
                FleetException.Code.INTERNAL,
                "the engine winrm4j is not complete: "
                        + what
                        + "; copy the program with all its folders, or build it anew",
                cause);
    }

    private static URI placeOf(Class<?> type) {
        try {
            return type.getProtectionDomain().getCodeSource().getLocation().toURI();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// The libraries, and the engine's own classes: as the class path has these too, they would be
    /// loaded from there and see no library.
    private static final class Loader extends URLClassLoader {
        static {
            registerAsParallelCapable();
        }

        Loader(URL[] libraries) {
            super("winrm4j", libraries, Winrm4jEngine.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(ENGINE)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
    }
}
