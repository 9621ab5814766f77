import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;

/// Gives the switches over types of one class a method of that class which asks `instanceof` in the
/// order of the cases, where the JDK would generate a class (`SwitchBootstraps`). Switches that
/// have other cases, too, stay what they are.
final class TypeSwitches implements ClassTransform {
    private static final ClassDesc BOOTSTRAPS = ClassDesc.of("java.lang.runtime.SwitchBootstraps");
    private static final MethodTypeDesc CHOICE =
            MethodTypeDesc.of(
                    ConstantDescs.CD_int, ConstantDescs.CD_Object, ConstantDescs.CD_int);

    private final ClassModel owner;
    private final List<List<ConstantDesc>> made = new ArrayList<>();

    TypeSwitches(ClassModel owner) {
        this.owner = owner;
    }

    static boolean areIn(ClassModel model) {
        return model.methods().stream().anyMatch(TypeSwitches::areIn);
    }

    private static boolean areIn(MethodModel method) {
        return method.code().stream()
                .flatMap(code -> code.elementList().stream())
                .anyMatch(TypeSwitches::is);
    }

    private static boolean is(CodeElement step) {
        if (!(step instanceof InvokeDynamicInstruction call)) {
            return false;
        }
        DirectMethodHandleDesc bootstrap = call.bootstrapMethod();
        return bootstrap.owner().equals(BOOTSTRAPS)
                && bootstrap.methodName().equals("typeSwitch")
                && call.bootstrapArgs().stream().allMatch(ClassDesc.class::isInstance);
    }

    @Override
    public void accept(ClassBuilder builder, ClassElement element) {
        if (element instanceof MethodModel method && areIn(method)) {
            builder.transformMethod(method, MethodTransform.transformingCode(this::call));
        } else {
            builder.with(element);
        }
    }

    private void call(CodeBuilder code, CodeElement step) {
        if (!is(step)) {
            code.with(step);
            return;
        }
        List<ConstantDesc> types = ((InvokeDynamicInstruction) step).bootstrapArgs();
        int number = made.indexOf(types);
        if (number < 0) {
            number = made.size();
            made.add(types);
        }
        code.invokestatic(
                owner.thisClass().asSymbol(),
                name(number),
                CHOICE,
                owner.flags().has(AccessFlag.INTERFACE));
    }

    @Override
    public void atEnd(ClassBuilder builder) {
        for (int i = 0; i < made.size(); i++) {
            List<ConstantDesc> types = made.get(i);
            builder.withMethodBody(
                    name(i),
                    CHOICE,
                    ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC,
                    code -> choose(code, types));
        }
    }

    private static String name(int number) {
        return "typeSwitch$" + number;
    }

    /// As `SwitchBootstraps.typeSwitch` documents: -1 for null, else the first case from the one to
    /// begin with that fits, else their number.
    private static void choose(CodeBuilder code, List<ConstantDesc> types) {
        Label something = code.newLabel();
        code.aload(0).ifnonnull(something).iconst_m1().ireturn().labelBinding(something);
        for (int i = 0; i < types.size(); i++) {
            Label next = code.newLabel();
            code.iload(1).loadConstant(i).if_icmpgt(next);
            code.aload(0).instanceOf((ClassDesc) types.get(i)).ifeq(next);
            code.loadConstant(i).ireturn().labelBinding(next);
        }
        code.loadConstant(types.size()).ireturn();
    }
}
