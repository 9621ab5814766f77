import java.io.IOException;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/// Makes of the classes in jars what the start-up cache can hold.
///
/// - It leaves out classes older than Java 6 (JVMS 4.10: they have no stack maps and are verified
///   the slow way), and picocli, which every start needs, is compiled for Java 5: such classes get
///   the version and the stack maps of Java 8, and their methods' code stays what it is.
/// - It cannot hold what the JDK generates where a `switch` over types or a record's `equals` or
///   `hashCode` is met first ([TypeSwitches], [RecordMethods]), which costs every start some
///   milliseconds: their code is written here.
///
/// A jar in which nothing changes is not touched.
///
///     java CacheableClasses.java JAR|FOLDER/START* ...
final class CacheableClasses {
    private static final int FIRST_WITH_STACK_MAPS = ClassFile.JAVA_6_VERSION;

    private final ClassFile classes;

    private CacheableClasses(ClassLoader loader) {
        classes =
                ClassFile.of(
                        StackMapsOption.GENERATE_STACK_MAPS,
                        ClassHierarchyResolverOption.of(
                                ClassHierarchyResolver.ofClassLoading(loader)));
    }

    public static void main(String[] patterns) throws IOException {
        List<Path> jars = new ArrayList<>();
        for (String pattern : patterns) {
            jars.addAll(matching(Path.of(pattern)));
        }
        URL[] all = new URL[jars.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = jars.get(i).toUri().toURL();
        }
        for (Path jar : jars) {
            rewrite(jar, all);
        }
    }

    private static List<Path> matching(Path pattern) throws IOException {
        String name = pattern.getFileName().toString();
        if (!name.endsWith("*")) {
            return List.of(pattern);
        }
        String start = name.substring(0, name.length() - 1);
        try (Stream<Path> files = Files.list(pattern.getParent())) {
            return files.filter(file -> file.getFileName().toString().startsWith(start))
                    .filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    private static void rewrite(Path jar, URL[] all) throws IOException {
        Path made = jar.resolveSibling(jar.getFileName() + ".new");
        try {
            boolean changed;
            try (URLClassLoader loader = new URLClassLoader(all);
                    ZipInputStream in = new ZipInputStream(Files.newInputStream(jar));
                    ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(made))) {
                changed = new CacheableClasses(loader).copy(in, out);
            }
            // Windows replaces no file that is open.
            if (changed) {
                Files.setLastModifiedTime(made, Files.getLastModifiedTime(jar));
                Files.move(made, jar, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(made);
        }
    }

    private boolean copy(ZipInputStream in, ZipOutputStream out) throws IOException {
        boolean changed = false;
        for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
            byte[] bytes = in.readAllBytes();
            byte[] better = entry.getName().endsWith(".class") ? cacheable(bytes) : bytes;
            changed |= better != bytes;
            ZipEntry copy = new ZipEntry(entry.getName());
            copy.setTime(entry.getTime());
            out.putNextEntry(copy);
            out.write(better);
        }
        return changed;
    }

    /// The same array where nothing is to be done.
    private byte[] cacheable(byte[] bytes) {
        ClassModel model = classes.parse(bytes);
        byte[] made = bytes;
        if (model.majorVersion() < FIRST_WITH_STACK_MAPS) {
            made = classes.transformClass(model, CacheableClasses::modern);
        } else if (TypeSwitches.areIn(model) || RecordMethods.areIn(model)) {
            made =
                    classes.transformClass(
                            model,
                            ClassTransform.ofStateful(() -> new TypeSwitches(model))
                                    .andThen(RecordMethods.written()));
        }
        if (made != bytes) {
            classes.verify(made).forEach(fault -> {
                throw fault;
            });
        }
        return made;
    }

    private static void modern(ClassBuilder made, ClassElement element) {
        switch (element) {
            case ClassFileVersion _ -> made.withVersion(ClassFile.JAVA_8_VERSION, 0);
            // Code is only given stack maps where it is written anew.
            case MethodModel method ->
                    made.transformMethod(
                            method, MethodTransform.transformingCode((code, step) -> code.with(step)));
            default -> made.with(element);
        }
    }
}
