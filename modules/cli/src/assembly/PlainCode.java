import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;

import java.io.IOException;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/// Gives pattern switches over types, and `equals` and `hashCode` of records, plain code.
///
/// The compiler leaves their code to be made when they are first passed (java.lang.runtime), the
/// start-up cache keeps none of it, and making it is a quarter of the CPU time of a start. What they
/// do stays the same; a switch over more than types is not touched, nor is `toString`.
///
///     java PlainCode.java DIST
final class PlainCode {
    private static final ClassDesc SWITCHES = ClassDesc.of("java.lang.runtime.SwitchBootstraps");
    private static final ClassDesc RECORDS = ClassDesc.of("java.lang.runtime.ObjectMethods");
    private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");

    private final ClassDesc owner;
    private final boolean inInterface;
    private final List<Switch> switches = new ArrayList<>();

    private record Switch(String name, MethodTypeDesc type, List<ClassDesc> cases) {}

    private PlainCode(ClassModel model) {
        owner = model.thisClass().asSymbol();
        inInterface = model.flags().has(AccessFlag.INTERFACE);
    }

    public static void main(String[] args) throws IOException {
        Path dist = Path.of(args[0]);
        List<Path> jars = new ArrayList<>(List.of(dist.resolve("fleet-logoff.jar")));
        try (DirectoryStream<Path> own =
                Files.newDirectoryStream(dist.resolve("lib"), "fleet-logoff-*.jar")) {
            own.forEach(jars::add);
        }
        URL[] places = new URL[jars.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = jars.get(i).toUri().toURL();
        }
        try (URLClassLoader loader = new URLClassLoader(places)) {
            ClassHierarchyResolver kin =
                    ClassHierarchyResolver.ofResourceParsing(loader)
                            .orElse(ClassHierarchyResolver.defaultResolver());
            ClassFile classes = ClassFile.of(ClassHierarchyResolverOption.of(kin));
            for (Path jar : jars) {
                rewrite(jar, classes);
            }
        }
    }

    private static void rewrite(Path jar, ClassFile classes) throws IOException {
        Path made = Files.createTempFile(jar.toAbsolutePath().getParent(), "plain", ".jar");
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(jar));
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(made))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] bytes = in.readAllBytes();
                ZipEntry copy = new ZipEntry(entry.getName());
                copy.setTime(entry.getTime());
                out.putNextEntry(copy);
                out.write(entry.getName().endsWith(".class") ? plain(bytes, classes) : bytes);
            }
        }
        Files.setLastModifiedTime(made, Files.getLastModifiedTime(jar));
        Files.move(made, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] plain(byte[] bytes, ClassFile classes) {
        ClassModel model = classes.parse(bytes);
        if (model.methods().stream().noneMatch(PlainCode::isMadeLate)) {
            return bytes;
        }
        PlainCode plain = new PlainCode(model);
        ClassTransform elements = plain::add;
        byte[] made =
                classes.transformClass(
                        model, elements.andThen(ClassTransform.endHandler(plain::addSwitches)));
        List<VerifyError> faults = classes.verify(made);
        if (!faults.isEmpty()) {
            throw new IllegalStateException(model.thisClass().asInternalName(), faults.getFirst());
        }
        return made;
    }

    private static boolean isMadeLate(MethodModel method) {
        return method.code().stream()
                .flatMap(code -> code.elementStream())
                .anyMatch(element -> element instanceof InvokeDynamicInstruction call
                        && List.of(SWITCHES, RECORDS).contains(call.bootstrapMethod().owner()));
    }

    private void add(ClassBuilder to, ClassElement element) {
        if (element instanceof MethodModel method && isMadeLate(method)) {
            to.transformMethod(method, MethodTransform.transformingCode(this::add));
        } else {
            to.with(element);
        }
    }

    private void add(CodeBuilder to, CodeElement element) {
        if (element instanceof InvokeDynamicInstruction call) {
            ClassDesc maker = call.bootstrapMethod().owner();
            if (maker.equals(SWITCHES) && isByTypes(call)) {
                Switch made =
                        new Switch(
                                "plain$switch$" + switches.size(),
                                call.typeSymbol(),
                                call.bootstrapArgs().stream().map(ClassDesc.class::cast).toList());
                switches.add(made);
                to.invokestatic(owner, made.name(), made.type(), inInterface);
                return;
            }
            if (maker.equals(RECORDS) && call.name().stringValue().equals("equals")) {
                equalsOf(to, fields(call));
                return;
            }
            if (maker.equals(RECORDS) && call.name().stringValue().equals("hashCode")) {
                hashCodeOf(to, fields(call));
                return;
            }
        }
        to.with(element);
    }

    private static boolean isByTypes(InvokeDynamicInstruction call) {
        return call.name().stringValue().equals("typeSwitch")
                && call.bootstrapArgs().stream()
                        .allMatch(label ->
                                label instanceof ClassDesc type && type.isClassOrInterface());
    }

    /// The getters that a record's method is made of.
    private static List<DirectMethodHandleDesc> fields(InvokeDynamicInstruction call) {
        List<ConstantDesc> arguments = call.bootstrapArgs();
        return arguments.stream()
                .filter(DirectMethodHandleDesc.class::isInstance)
                .map(DirectMethodHandleDesc.class::cast)
                .toList();
    }

    private void addSwitches(ClassBuilder to) {
        switches.forEach(made -> addSwitch(to, made));
    }

    /// `int name(Object selector, int first)`: the number of the first case from there on that fits
    /// (java.lang.runtime.SwitchBootstraps.typeSwitch).
    private static void addSwitch(ClassBuilder to, Switch made) {
        to.withMethodBody(
                made.name(),
                made.type(),
                ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC,
                code -> {
                    Label some = code.newLabel();
                    code.aload(0).ifnonnull(some).iconst_m1().ireturn().labelBinding(some);
                    for (int i = 0; i < made.cases().size(); i++) {
                        Label next = code.newLabel();
                        code.iload(1).loadConstant(i).if_icmpgt(next);
                        code.aload(0).instanceOf(made.cases().get(i)).ifeq(next);
                        code.loadConstant(i).ireturn().labelBinding(next);
                    }
                    code.loadConstant(made.cases().size()).ireturn();
                });
    }

    /// Of the record and the other object on the stack.
    private void equalsOf(CodeBuilder code, List<DirectMethodHandleDesc> fields) {
        int other = code.allocateLocal(TypeKind.REFERENCE);
        int self = code.allocateLocal(TypeKind.REFERENCE);
        Label no = code.newLabel();
        Label end = code.newLabel();
        code.astore(other).astore(self);
        code.aload(other).instanceOf(owner).ifeq(no);
        for (DirectMethodHandleDesc field : fields) {
            ClassDesc type = field.invocationType().returnType();
            code.aload(self).getfield(owner, field.methodName(), type);
            code.aload(other).checkcast(owner).getfield(owner, field.methodName(), type);
            switch (TypeKind.from(type)) {
                case INT, SHORT, BYTE, CHAR, BOOLEAN -> code.if_icmpne(no);
                case LONG -> code.lcmp().ifne(no);
                case FLOAT, DOUBLE ->
                        code.invokestatic(
                                        boxOf(type), "compare", MethodTypeDesc.of(CD_int, type, type))
                                .ifne(no);
                case REFERENCE ->
                        code.invokestatic(
                                        OBJECTS,
                                        "equals",
                                        MethodTypeDesc.of(CD_boolean, CD_Object, CD_Object))
                                .ifeq(no);
                case VOID -> throw new IllegalStateException("a field without a type");
            }
        }
        code.iconst_1().goto_(end).labelBinding(no).iconst_0().labelBinding(end);
    }

    /// Of the record on the stack.
    private void hashCodeOf(CodeBuilder code, List<DirectMethodHandleDesc> fields) {
        int self = code.allocateLocal(TypeKind.REFERENCE);
        code.astore(self).iconst_0();
        for (DirectMethodHandleDesc field : fields) {
            ClassDesc type = field.invocationType().returnType();
            code.loadConstant(31).imul();
            code.aload(self).getfield(owner, field.methodName(), type);
            if (TypeKind.from(type) == TypeKind.REFERENCE) {
                code.invokestatic(OBJECTS, "hashCode", MethodTypeDesc.of(CD_int, CD_Object));
            } else {
                code.invokestatic(boxOf(type), "hashCode", MethodTypeDesc.of(CD_int, type));
            }
            code.iadd();
        }
    }

    private static ClassDesc boxOf(ClassDesc primitive) {
        return switch (TypeKind.fromDescriptor(primitive.descriptorString())) {
            case BOOLEAN -> ClassDesc.of("java.lang.Boolean");
            case BYTE -> ClassDesc.of("java.lang.Byte");
            case CHAR -> ClassDesc.of("java.lang.Character");
            case SHORT -> ClassDesc.of("java.lang.Short");
            case INT -> ClassDesc.of("java.lang.Integer");
            case LONG -> ClassDesc.of("java.lang.Long");
            case FLOAT -> ClassDesc.of("java.lang.Float");
            case DOUBLE -> ClassDesc.of("java.lang.Double");
            case REFERENCE, VOID -> throw new IllegalStateException("not a primitive");
        };
    }
}
