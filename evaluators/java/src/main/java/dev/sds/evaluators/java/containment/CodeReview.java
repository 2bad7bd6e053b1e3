package dev.sds.evaluators.java.containment;

import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Optional;

/** Reviews the instructions of one method. */
final class CodeReview {

  /** Takes a refusal with its line. */
  @FunctionalInterface
  interface Complaints {
    void say(int line, String what);
  }

  private final References references;
  private final Complaints complaints;
  private int line;

  CodeReview(References references, Complaints complaints) {
    this.references = references;
    this.complaints = complaints;
  }

  void review(MethodModel method) {
    method.code().ifPresent(code -> code.forEach(this::element));
  }

  private void element(CodeElement element) {
    switch (element) {
      case LineNumber number -> line = number.line();
      case InvokeInstruction call -> call(call);
      case FieldInstruction access -> say(references.refusal(access.field()));
      case InvokeDynamicInstruction call -> dynamic(call);
      case MonitorInstruction _ ->
          complaints.say(line, "may not use synchronized: there are no threads");
      case ConstantInstruction constant -> constant(constant.constantValue());
      default -> {}
    }
  }

  private void call(InvokeInstruction call) {
    String type = CandidateWorld.name(call.owner().asSymbol());
    if (Bootstraps.type(type)) {
      complaints.say(line, "may not call " + type + "." + call.name().stringValue());
    } else {
      say(references.refusal(call.method()));
    }
  }

  private void dynamic(InvokeDynamicInstruction call) {
    DirectMethodHandleDesc bootstrap = call.bootstrapMethod();
    if (Bootstraps.name(bootstrap).equals(Bootstraps.CONCATENATION)) {
      say(references.concatenation(call.typeSymbol()));
    }
  }

  private void constant(ConstantDesc value) {
    if (value instanceof ClassDesc type) {
      say(references.literal(type));
    } else if (value instanceof MethodHandleDesc || value instanceof MethodTypeDesc) {
      complaints.say(line, "may not use method handles");
    }
  }

  private void say(Optional<String> refusal) {
    refusal.ifPresent(what -> complaints.say(line, what));
  }
}
