package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.model.Credentials;
import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.sessions.RemoteShell;
import io.github.fleetlogoff.winrm.EngineShells;
import io.github.fleetlogoff.winrm.WinrmSettings;
import io.github.fleetlogoff.winrm.winrm4j.Winrm4jShell;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Loads the engine winrm4j with its libraries, which are more than half of all. In the program as
/// it is shipped they are not on the class path, for Java opens all of that at each start: they
/// stand in a folder beside the program (docs/decisions/0045). Where there is no such folder, as in
/// tests, they are on the class path.
final class Winrm4jEngine {
    private static final String FOLDER = "lib/winrm4j";
    private static final String ENGINE = Winrm4jShell.class.getPackageName() + ".";

    private Winrm4jEngine() {}

    /// A run's shells.
    ///
    /// @throws FleetException with code `INTERNAL` where its libraries cannot be loaded
    static RemoteShell shell(WinrmSettings settings, Credentials credentials, InstantSource clock) {
        Path folder = Path.of(placeOf(Winrm4jEngine.class)).resolveSibling(FOLDER);
        if (!Files.isDirectory(folder)) {
            return new Winrm4jShell(settings, credentials, clock);
        }
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try {
            ClassLoader loader = new Loader(libraries(folder));
            // By the thread CXF and JAXB find their parts.
            thread.setContextClassLoader(loader);
            return (RemoteShell)
                    loader.loadClass(Winrm4jShell.class.getName())
                            .getConstructor(
                                    WinrmSettings.class, Credentials.class, InstantSource.class)
                            .newInstance(settings, credentials, clock);
        } catch (IOException | ReflectiveOperationException failure) {
            Throwable cause =
                    failure instanceof InvocationTargetException thrown
                            ? thrown.getTargetException()
                            : failure;
            throw new FleetException(
                    FleetException.Code.INTERNAL,
                    "engine winrm4j cannot be loaded from " + folder + ": " + cause,
                    cause);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static URL[] libraries(Path folder) throws IOException {
        List<URL> libraries = new ArrayList<>();
        libraries.add(placeOf(EngineShells.class).toURL());
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "*.jar")) {
            for (Path jar : jars) {
                libraries.add(url(jar));
            }
        }
        return libraries.toArray(URL[]::new);
    }

    private static URL url(Path jar) throws MalformedURLException {
        return jar.toUri().toURL();
    }

    private static URI placeOf(Class<?> type) {
        return URI.create(
                type.getProtectionDomain().getCodeSource().getLocation().toExternalForm());
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
