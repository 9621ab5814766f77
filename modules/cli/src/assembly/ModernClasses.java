import java.io.IOException;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/// Gives the classes of jars that were compiled for Java 5 the version and the stack maps of Java 8.
///
/// The start-up cache leaves out classes older than Java 6 (JVMS 4.10: they have no stack maps and
/// are verified the slow way), and picocli, which every start needs, is compiled for Java 5. The code
/// of the methods stays what it is; a jar without such classes is not touched.
///
///     java ModernClasses.java JAR ...
final class ModernClasses {
    private static final int FIRST_WITH_STACK_MAPS = ClassFile.JAVA_6_VERSION;

    private final ClassFile classes;

    private ModernClasses(ClassLoader loader) {
        classes =
                ClassFile.of(
                        StackMapsOption.GENERATE_STACK_MAPS,
                        ClassHierarchyResolverOption.of(
                                ClassHierarchyResolver.ofClassLoading(loader)));
    }

    public static void main(String[] jars) throws IOException {
        for (String jar : jars) {
            rewrite(Path.of(jar));
        }
    }

    private static void rewrite(Path jar) throws IOException {
        Path made = Files.createTempFile(jar.toAbsolutePath().getParent(), "modern", ".jar");
        boolean changed;
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()});
                ZipInputStream in = new ZipInputStream(Files.newInputStream(jar));
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(made))) {
            changed = new ModernClasses(loader).copy(in, out);
        }
        if (changed) {
            Files.setLastModifiedTime(made, Files.getLastModifiedTime(jar));
            Files.move(made, jar, StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.delete(made);
        }
    }

    private boolean copy(ZipInputStream in, ZipOutputStream out) throws IOException {
        boolean changed = false;
        for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
            byte[] bytes = in.readAllBytes();
            ZipEntry copy = new ZipEntry(entry.getName());
            copy.setTime(entry.getTime());
            out.putNextEntry(copy);
            if (entry.getName().endsWith(".class")) {
                ClassModel model = classes.parse(bytes);
                if (model.majorVersion() < FIRST_WITH_STACK_MAPS) {
                    changed = true;
                    bytes = classes.transformClass(model, ModernClasses::modern);
                }
            }
            out.write(bytes);
        }
        return changed;
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
