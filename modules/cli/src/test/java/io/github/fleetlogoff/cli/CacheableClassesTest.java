package io.github.fleetlogoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the assembly does to classes changes what they cost, not what they do.
class CacheableClassesTest {
    private static final String ASSEMBLY = "src/assembly/CacheableClasses.java";
    private static final List<Class<?>> CLASSES =
            List.of(
                    Specimen.class,
                    Specimen.Thing.class,
                    Specimen.Whole.class,
                    Specimen.Nothing.class);

    private URLClassLoader rewritten = new URLClassLoader(new URL[0]);

    @BeforeEach
    void rewrite(@TempDir Path folder) throws Exception {
        Path jar = folder.resolve("specimen.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Class<?> type : CLASSES) {
                out.putNextEntry(new JarEntry(file(type)));
                out.write(bytes(Specimen.class.getClassLoader(), type));
            }
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process assembly =
                new ProcessBuilder(java, ASSEMBLY, folder + "/speci*")
                        .redirectErrorStream(true)
                        .start();
        String said = new String(assembly.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(assembly.waitFor()).as(said).isZero();
        rewritten =
                new URLClassLoader(
                        new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
    }

    @AfterEach
    void close() throws IOException {
        rewritten.close();
    }

    @Test
    void switches_and_records_do_what_they_did() throws Exception {
        Class<?> copy = rewritten.loadClass(Specimen.class.getName());

        assertThat(copy).isNotSameAs(Specimen.class);
        assertThat(copy.getMethod("findings").invoke(null)).isEqualTo(Specimen.findings());
    }

    @Test
    void only_what_is_rare_is_left_for_the_jdk_to_put_together() throws IOException {
        assertThat(putTogether(Specimen.class.getClassLoader(), Specimen.class))
                .containsExactly("typeSwitch", "typeSwitch", "typeSwitch");
        assertThat(putTogether(rewritten, Specimen.class))
                .as("the switch that has a constant among its cases")
                .containsExactly("typeSwitch");
        assertThat(putTogether(rewritten, Specimen.Thing.class)).isEmpty();
        assertThat(putTogether(rewritten, Specimen.Whole.class)).containsExactly("toString");
    }

    private static List<String> putTogether(ClassLoader loader, Class<?> type) throws IOException {
        return ClassFile.of().parse(bytes(loader, type)).methods().stream()
                .flatMap(method -> method.code().stream())
                .flatMap(code -> code.elementList().stream())
                .filter(InvokeDynamicInstruction.class::isInstance)
                .map(InvokeDynamicInstruction.class::cast)
                .filter(call ->
                        call.bootstrapMethod().owner().packageName().equals("java.lang.runtime"))
                .map(call -> call.name().stringValue())
                .toList();
    }

    private static byte[] bytes(ClassLoader loader, Class<?> type) throws IOException {
        try (InputStream in = loader.getResourceAsStream(file(type))) {
            return in == null ? new byte[0] : in.readAllBytes();
        }
    }

    private static String file(Class<?> type) {
        return type.getName().replace('.', '/') + ".class";
    }
}
