import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Writes the `equals` and `hashCode` of records, which the compiler leaves to the JDK to put
/// together from method handles at run time (`ObjectMethods`). They keep what `java.lang.Record`
/// promises: components are compared by `Objects.equals`, and those of primitive types by the
/// `compare` of their wrapper. Few records are printed, so `toString` stays what it is.
final class RecordMethods {
    private static final ClassDesc BOOTSTRAPS = ClassDesc.of("java.lang.runtime.ObjectMethods");
    private static final ClassDesc OBJECTS = Objects.class.describeConstable().orElseThrow();
    private static final int FACTOR = 31;

    private RecordMethods() {}

    static boolean areIn(ClassModel model) {
        return model.methods().stream().anyMatch(RecordMethods::is);
    }

    static ClassTransform written() {
        return (builder, element) -> {
            if (!(element instanceof MethodModel method && is(method))) {
                builder.with(element);
                return;
            }
            InvokeDynamicInstruction call = left(method).orElseThrow();
            ClassDesc owner = (ClassDesc) call.bootstrapArgs().getFirst();
            List<DirectMethodHandleDesc> components =
                    call.bootstrapArgs().stream()
                            .skip(2)
                            .map(DirectMethodHandleDesc.class::cast)
                            .toList();
            builder.withMethodBody(
                    method.methodName(),
                    method.methodType(),
                    method.flags().flagsMask(),
                    code -> {
                        if (call.name().equalsString("hashCode")) {
                            hashCode(code, owner, components);
                        } else {
                            equals(code, owner, components);
                        }
                    });
        };
    }

    private static boolean is(MethodModel method) {
        return left(method)
                .filter(call ->
                        call.name().equalsString("hashCode") || call.name().equalsString("equals"))
                .isPresent();
    }

    private static Optional<InvokeDynamicInstruction> left(MethodModel method) {
        return method.code().stream()
                .flatMap(code -> code.elementList().stream())
                .filter(InvokeDynamicInstruction.class::isInstance)
                .map(InvokeDynamicInstruction.class::cast)
                .filter(call -> call.bootstrapMethod().owner().equals(BOOTSTRAPS))
                .findFirst();
    }

    private static void hashCode(
            CodeBuilder code, ClassDesc owner, List<DirectMethodHandleDesc> components) {
        code.iconst_0();
        for (DirectMethodHandleDesc component : components) {
            ClassDesc type = type(component);
            code.loadConstant(FACTOR).imul();
            code.aload(0).getfield(owner, component.methodName(), type);
            if (type.isPrimitive()) {
                code.invokestatic(
                        wrapper(type),
                        "hashCode",
                        MethodTypeDesc.of(ConstantDescs.CD_int, type));
            } else {
                code.invokestatic(
                        OBJECTS,
                        "hashCode",
                        MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_Object));
            }
            code.iadd();
        }
        code.ireturn();
    }

    private static void equals(
            CodeBuilder code, ClassDesc owner, List<DirectMethodHandleDesc> components) {
        Label other = code.newLabel();
        code.aload(1).instanceOf(owner).ifeq(other);
        code.aload(1).checkcast(owner).astore(2);
        for (DirectMethodHandleDesc component : components) {
            ClassDesc type = type(component);
            code.aload(0).getfield(owner, component.methodName(), type);
            code.aload(2).getfield(owner, component.methodName(), type);
            if (type.isPrimitive()) {
                code.invokestatic(
                                wrapper(type),
                                "compare",
                                MethodTypeDesc.of(ConstantDescs.CD_int, type, type))
                        .ifne(other);
            } else {
                code.invokestatic(
                                OBJECTS,
                                "equals",
                                MethodTypeDesc.of(
                                        ConstantDescs.CD_boolean,
                                        ConstantDescs.CD_Object,
                                        ConstantDescs.CD_Object))
                        .ifeq(other);
            }
        }
        code.iconst_1().ireturn().labelBinding(other).iconst_0().ireturn();
    }

    private static ClassDesc type(DirectMethodHandleDesc getter) {
        return getter.invocationType().returnType();
    }

    private static ClassDesc wrapper(ClassDesc primitive) {
        return switch (TypeKind.from(primitive)) {
            case BOOLEAN -> ConstantDescs.CD_Boolean;
            case BYTE -> ConstantDescs.CD_Byte;
            case CHAR -> ConstantDescs.CD_Character;
            case SHORT -> ConstantDescs.CD_Short;
            case INT -> ConstantDescs.CD_Integer;
            case LONG -> ConstantDescs.CD_Long;
            case FLOAT -> ConstantDescs.CD_Float;
            case DOUBLE -> ConstantDescs.CD_Double;
            case REFERENCE, VOID ->
                    throw new IllegalArgumentException("no primitive type: " + primitive);
        };
    }
}
