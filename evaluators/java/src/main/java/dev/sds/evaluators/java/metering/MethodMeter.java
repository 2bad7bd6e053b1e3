package dev.sds.evaluators.java.metering;

import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.FieldModel;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Rewrites the code of one method so that it charges for what it is about to do. */
final class MethodMeter implements CodeTransform {

  private static final int REFERENCE_BYTES = 8;

  /** A handler, and the place before it where the meter looks first, outside all ranges. */
  private record Guarded(Label stub, Label handler) {}

  private final MeteredWorld world;
  private final Shape shape;
  private final ClassModel owner;
  private final Function<DirectMethodHandleDesc, Optional<DirectMethodHandleDesc>> references;
  private final int before;
  private final List<Guarded> guarded = new ArrayList<>();

  MethodMeter(
      MeteredWorld world,
      Shape shape,
      ClassModel owner,
      Function<DirectMethodHandleDesc, Optional<DirectMethodHandleDesc>> references) {
    this.world = world;
    this.shape = shape;
    this.owner = owner;
    this.references = references;
    this.before = shape.free();
  }

  private Charges charges(CodeBuilder code) {
    return new Charges(world, code, before + 1);
  }

  private boolean restores() {
    return !shape.leaf() || shape.catches();
  }

  @Override
  public void atStart(CodeBuilder code) {
    shape.firstLine().ifPresent(code::lineNumber);
    Shape.Price price = shape.entry();
    Charges charges = charges(code);
    if (!restores()) {
      charges.steps(price.steps(), price.bytes());
      return;
    }
    charges.meter();
    code.loadConstant(price.steps()).loadConstant(price.bytes()).loadConstant(shape.frame());
    ClassDesc number = ConstantDescs.CD_int;
    charges.charge("enter", number, number, number, number);
    code.istore(before);
  }

  @Override
  public void accept(CodeBuilder code, CodeElement element) {
    switch (element) {
      case LabelTarget target -> {
        code.with(target);
        shape.at(target.label()).ifPresent(p -> charges(code).steps(p.steps(), p.bytes()));
      }
      case ExceptionCatch caught -> {
        Label stub = code.newLabel();
        guarded.add(new Guarded(stub, caught.handler()));
        code.with(ExceptionCatch.of(stub, caught.tryStart(), caught.tryEnd(), caught.catchType()));
      }
      case ReturnInstruction end -> {
        if (restores()) {
          charges(code).meter();
          code.iload(before);
          charges(code).charge("leave", ConstantDescs.CD_void, ConstantDescs.CD_int);
        }
        code.with(end);
      }
      case InvokeInstruction call -> call(code, call);
      case InvokeDynamicInstruction call -> dynamic(code, call);
      case NewPrimitiveArrayInstruction array -> {
        charges(code).array(8);
        code.with(array);
      }
      case NewReferenceArrayInstruction array -> {
        charges(code).array(REFERENCE_BYTES);
        code.with(array);
      }
      case NewMultiArrayInstruction array -> {
        charges(code).arrays(array.dimensions());
        code.with(array);
      }
      default -> code.with(element);
    }
  }

  private void call(CodeBuilder code, InvokeInstruction call) {
    if (call.owner().asSymbol().isArray() && call.name().equalsString("clone")) {
      charges(code).top("copy");
      code.with(call);
    } else {
      charges(code).around(Call.of(call), () -> code.with(call));
    }
  }

  private void dynamic(CodeBuilder code, InvokeDynamicInstruction call) {
    Charges charges = charges(code);
    if (call.bootstrapMethod().methodName().equals("bootstrap")) {
      components(charges);
    }
    code.invokedynamic(
        DynamicCallSiteDesc.of(
            call.bootstrapMethod(),
            call.name().stringValue(),
            call.typeSymbol(),
            call.bootstrapArgs().stream().map(this::metered).toArray(ConstantDesc[]::new)));
    if (call.typeSymbol().returnType().equals(ConstantDescs.CD_String)) {
      charges.made();
    }
  }

  private ConstantDesc metered(ConstantDesc argument) {
    return argument instanceof DirectMethodHandleDesc handle
        ? references.apply(handle).<ConstantDesc>map(h -> h).orElse(argument)
        : argument;
  }

  /** What a record's own methods hash or compare is what its components hold. */
  private void components(Charges charges) {
    for (FieldModel field : owner.fields()) {
      ClassDesc type = field.fieldTypeSymbol();
      if (!field.flags().has(AccessFlag.STATIC) && Call.reference(type) && !world.own(type)) {
        charges.meter();
        charges
            .code()
            .aload(0)
            .getfield(owner.thisClass().asSymbol(), field.fieldName().stringValue(), type);
        charges.charge("deep", ConstantDescs.CD_void, ConstantDescs.CD_Object);
      }
    }
  }

  @Override
  public void atEnd(CodeBuilder code) {
    for (Guarded each : guarded) {
      code.labelBinding(each.stub()).dup();
      charges(code).meter();
      code.swap().iload(before);
      charges(code)
          .charge(
              "caught", ConstantDescs.CD_void, ConstantDescs.CD_Throwable, ConstantDescs.CD_int);
      code.goto_(each.handler());
    }
  }
}
