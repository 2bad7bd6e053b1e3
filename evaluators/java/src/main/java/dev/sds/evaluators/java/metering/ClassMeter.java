package dev.sds.evaluators.java.metering;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Meters each method of a class, and adds a metered method for each library method that the class
 * refers to without calling it.
 */
final class ClassMeter implements ClassTransform {

  private static final int REFERENCE_STEPS = 8;

  private final MeteredWorld world;
  private final ClassModel model;
  private final List<DirectMethodHandleDesc> referred = new ArrayList<>();

  ClassMeter(MeteredWorld world, ClassModel model) {
    this.world = world;
    this.model = model;
  }

  @Override
  public void accept(ClassBuilder builder, ClassElement element) {
    if (element instanceof MethodModel method && method.code().isPresent()) {
      builder.transformMethod(
          method,
          MethodTransform.transformingCode(
              new MethodMeter(world, new Shape(world, method.code().get()), model, this::metered)));
    } else {
      builder.with(element);
    }
  }

  /** The handle of a method that does the same and charges for it. */
  private Optional<DirectMethodHandleDesc> metered(DirectMethodHandleDesc handle) {
    if (!library(handle)) {
      return Optional.empty();
    }
    int index = referred.indexOf(handle);
    if (index < 0) {
      index = referred.size();
      referred.add(handle);
    }
    return Optional.of(
        MethodHandleDesc.ofMethod(
            model.flags().has(java.lang.reflect.AccessFlag.INTERFACE)
                ? DirectMethodHandleDesc.Kind.INTERFACE_STATIC
                : DirectMethodHandleDesc.Kind.STATIC,
            model.thisClass().asSymbol(),
            name(index),
            type(handle)));
  }

  private boolean library(DirectMethodHandleDesc handle) {
    return switch (handle.kind()) {
      case GETTER, SETTER, STATIC_GETTER, STATIC_SETTER, SPECIAL, INTERFACE_SPECIAL -> false;
      default -> world.cost(handle.owner(), handle.methodName(), called(handle)).isPresent();
    };
  }

  private static String name(int index) {
    return "sds-reference-" + index;
  }

  /** The parameters of the call itself, without the receiver. */
  private static MethodTypeDesc called(DirectMethodHandleDesc handle) {
    return MethodTypeDesc.ofDescriptor(handle.lookupDescriptor());
  }

  /** The receiver first, as a parameter; a constructor gives the object. */
  private static MethodTypeDesc type(DirectMethodHandleDesc handle) {
    MethodTypeDesc type = called(handle);
    return switch (handle.kind()) {
      case CONSTRUCTOR -> type.changeReturnType(handle.owner());
      case STATIC, INTERFACE_STATIC -> type;
      default -> type.insertParameterTypes(0, handle.owner());
    };
  }

  @Override
  public void atEnd(ClassBuilder builder) {
    for (int i = 0; i < referred.size(); i++) {
      DirectMethodHandleDesc handle = referred.get(i);
      builder.withMethodBody(
          name(i),
          type(handle),
          ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC,
          code -> reference(new Charges(world, code, type(handle)), handle));
    }
  }

  private void reference(Charges charges, DirectMethodHandleDesc handle) {
    var code = charges.code();
    charges.steps(REFERENCE_STEPS, 0);
    boolean constructor = handle.kind() == DirectMethodHandleDesc.Kind.CONSTRUCTOR;
    if (constructor) {
      code.new_(handle.owner()).dup();
    }
    int slot = 0;
    for (ClassDesc parameter : type(handle).parameterList()) {
      TypeKind kind = TypeKind.from(parameter);
      code.loadLocal(kind, slot);
      slot += kind.slotSize();
    }
    var call =
        new Call(
            handle.owner(),
            constructor ? ConstantDescs.INIT_NAME : handle.methodName(),
            called(handle),
            Call.Kind.of(handle.kind()));
    charges.around(call, () -> call.emit(code, handle.isOwnerInterface()));
    code.return_(TypeKind.from(type(handle).returnType()));
  }
}
