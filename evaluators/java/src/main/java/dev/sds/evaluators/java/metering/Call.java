package dev.sds.evaluators.java.metering;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/** A call of a method. */
record Call(ClassDesc owner, String name, MethodTypeDesc type, Kind kind) {

  /** What is on the stack below the arguments. */
  enum Kind {
    STATIC,
    VIRTUAL,
    /** An object that cannot be looked at before the call. */
    UNMADE;

    static Kind of(DirectMethodHandleDesc.Kind kind) {
      return switch (kind) {
        case CONSTRUCTOR -> UNMADE;
        case STATIC, INTERFACE_STATIC -> STATIC;
        default -> VIRTUAL;
      };
    }
  }

  static Call of(InvokeInstruction call) {
    Kind kind =
        call.opcode() == Opcode.INVOKESTATIC
            ? Kind.STATIC
            : call.name().equalsString("<init>") ? Kind.UNMADE : Kind.VIRTUAL;
    return new Call(call.owner().asSymbol(), call.name().stringValue(), call.typeSymbol(), kind);
  }

  /** The receiver, if it can be looked at, and the arguments. */
  List<ClassDesc> operands() {
    var operands = new ArrayList<ClassDesc>(type.parameterList());
    if (kind == Kind.VIRTUAL) {
      operands.addFirst(owner);
    }
    return operands;
  }

  static boolean reference(ClassDesc type) {
    return TypeKind.from(type) == TypeKind.REFERENCE;
  }

  void emit(CodeBuilder code, boolean ofInterface) {
    switch (kind) {
      case UNMADE -> code.invokespecial(owner, name, type);
      case STATIC -> code.invokestatic(owner, name, type, ofInterface);
      case VIRTUAL -> {
        if (ofInterface) {
          code.invokeinterface(owner, name, type);
        } else {
          code.invokevirtual(owner, name, type);
        }
      }
    }
  }
}
