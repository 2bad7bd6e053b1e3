package dev.sds.evaluators.java.metering;

import dev.sds.evaluators.java.containment.Cost;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the instructions that charge the meter. */
final class Charges {

  private static final ClassDesc OBJECT = ConstantDescs.CD_Object;
  private static final ClassDesc INT = ConstantDescs.CD_int;
  private static final ClassDesc VOID = ConstantDescs.CD_void;

  /** Results that do work later, and what wraps them so that the work is charged then. */
  private static final Map<String, String> LAZY =
      Map.of(
          "java.util.stream.Stream", "metered",
          "java.util.stream.IntStream", "metered",
          "java.util.stream.LongStream", "metered",
          "java.util.stream.DoubleStream", "metered",
          "java.util.Comparator", "comparator",
          "java.util.function.Function", "function",
          "java.util.function.Predicate", "predicate");

  private final MeteredWorld world;
  private final CodeBuilder code;
  private final int free;

  /** One charge by some operands of a call. */
  private record Charge(String method, List<Integer> operands) {}

  /** Locals from {@code free} on are not used by the code itself. */
  Charges(MeteredWorld world, CodeBuilder code, int free) {
    this.world = world;
    this.code = code;
    this.free = free;
  }

  Charges(MeteredWorld world, CodeBuilder code, MethodTypeDesc parameters) {
    this(
        world,
        code,
        parameters.parameterList().stream().mapToInt(p -> TypeKind.from(p).slotSize()).sum());
  }

  CodeBuilder code() {
    return code;
  }

  void meter() {
    code.getstatic(Metering.HOLDER_TYPE, Metering.FIELD, Metering.METER);
  }

  void charge(String method, ClassDesc result, ClassDesc... parameters) {
    code.invokevirtual(Metering.METER, method, MethodTypeDesc.of(result, parameters));
  }

  void steps(int steps, int bytes) {
    meter();
    code.loadConstant(steps);
    if (bytes == 0) {
      charge("steps", VOID, INT);
    } else {
      code.loadConstant(bytes);
      charge("steps", VOID, INT, INT);
    }
  }

  /** Charges the array whose length is on the stack. */
  void array(int elementBytes) {
    code.dup();
    meter();
    code.swap().loadConstant(elementBytes);
    charge("array", VOID, INT, INT);
  }

  /** Charges the array of arrays whose lengths are on the stack. */
  void arrays(int dimensions) {
    for (int i = dimensions - 1; i >= 0; i--) {
      code.istore(free + i);
    }
    for (int i = 0; i < dimensions; i++) {
      meter();
    }
    code.iload(free);
    for (int i = 1; i < dimensions; i++) {
      code.iload(free + i);
      charge("times", INT, INT, INT);
    }
    code.loadConstant(24);
    charge("array", VOID, INT, INT);
    for (int i = 0; i < dimensions; i++) {
      code.iload(free + i);
    }
  }

  /** Charges the copy of the object on top of the stack. */
  void top(String method) {
    code.dup();
    meter();
    code.swap();
    charge(method, VOID, OBJECT);
  }

  /** Charges the text on top of the stack. */
  void made() {
    meter();
    code.swap();
    charge("made", ConstantDescs.CD_String, ConstantDescs.CD_String);
  }

  /** Writes a call with what it costs before it and after it. */
  void around(Call call, Runnable emit) {
    Optional<Cost> cost = world.cost(call.owner(), call.name(), call.type());
    if (cost.isEmpty()) {
      emit.run();
      return;
    }
    if (cost.get() == Cost.TRACE) {
      steps(Cost.TRACE.steps(), Cost.TRACE.bytes());
    }
    if (cost.get() == Cost.CLEAR) {
      meter();
      code.swap();
      charge("clear", VOID, OBJECT);
      return;
    }
    before(call, charges(cost.get(), call));
    emit.run();
    ClassDesc result = call.type().returnType();
    String lazy = LAZY.get(result.isClassOrInterface() ? MeteredWorld.binary(result) : "");
    if (lazy != null) {
      meter();
      code.swap();
      charge(lazy, result, result);
    }
  }

  private static List<Charge> charges(Cost cost, Call call) {
    List<ClassDesc> operands = call.operands();
    int first = call.kind() == Call.Kind.VIRTUAL ? 1 : 0;
    var charges = new ArrayList<Charge>();
    switch (cost) {
      case CONST, MAKE, LOG, TRACE, CLEAR -> {}
      case SIZE -> one(charges, "size", operands, 0);
      case SHIFT -> one(charges, "shift", operands, 0);
      case COPY -> one(charges, "copy", operands, 0);
      case SORT -> one(charges, "sort", operands, 0);
      case COPIES -> {
        each(charges, "copy", operands, first);
        capacities(charges, operands, first);
      }
      case APPEND -> each(charges, "copy", operands, first);
      case POUR -> {
        lastReference(operands, first).ifPresent(i -> charges.add(charge("pour", i)));
        capacities(charges, operands, first);
      }
      case ARGUMENTS -> each(charges, "size", operands, first);
      case HASH -> one(charges, "deep", operands, first);
      case EQUAL -> equal(charges, operands);
      case INSERT -> two(charges, "insert", "shift", operands);
      case SEARCH -> two(charges, "search", "shift", operands);
      case PRODUCT -> two(charges, "product", "size", operands);
      case COUNT -> lastInt(operands).ifPresent(i -> charges.add(charge("count", i)));
      case ROOM -> lastInt(operands).ifPresent(i -> charges.add(charge("capacity", i)));
      case REPEAT -> lastInt(operands).ifPresent(i -> charges.add(charge("repeat", 0, i)));
      case BITS -> lastInt(operands).ifPresent(i -> charges.add(charge("bits", 0, i)));
      case REPLACE ->
          charges.add(
              Call.reference(operands.getLast()) ? charge("replace", 0, 1, 2) : charge("copy", 0));
    }
    return charges;
  }

  private static Charge charge(String method, Integer... operands) {
    return new Charge(method, List.of(operands));
  }

  private static void one(List<Charge> to, String method, List<ClassDesc> operands, int index) {
    if (index < operands.size() && Call.reference(operands.get(index))) {
      to.add(charge(method, index));
    }
  }

  private static void two(List<Charge> to, String both, String alone, List<ClassDesc> operands) {
    if (operands.size() > 1 && Call.reference(operands.get(1))) {
      to.add(charge(both, 0, 1));
    } else {
      one(to, alone, operands, 0);
    }
  }

  private static void equal(List<Charge> to, List<ClassDesc> operands) {
    for (int i = 0; i < operands.size(); i++) {
      one(to, "deep", operands, i);
    }
  }

  /** Arguments of type Object are kept, not looked into. */
  private static void each(List<Charge> to, String method, List<ClassDesc> operands, int first) {
    for (int i = first; i < operands.size(); i++) {
      if (!operands.get(i).equals(OBJECT)) {
        one(to, method, operands, i);
      }
    }
  }

  private static void capacities(List<Charge> to, List<ClassDesc> operands, int first) {
    for (int i = first; i < operands.size(); i++) {
      if (operands.get(i).equals(INT)) {
        to.add(charge("capacity", i));
      }
    }
  }

  private static Optional<Integer> lastReference(List<ClassDesc> operands, int first) {
    for (int i = operands.size() - 1; i >= first; i--) {
      if (Call.reference(operands.get(i))) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  private static Optional<Integer> lastInt(List<ClassDesc> operands) {
    int last = operands.lastIndexOf(INT);
    return last < 0 ? Optional.empty() : Optional.of(last);
  }

  private void before(Call call, List<Charge> charges) {
    if (charges.isEmpty()) {
      return;
    }
    List<ClassDesc> operands = call.operands();
    int last = operands.size() - 1;
    List<Integer> needed = charges.getFirst().operands();
    if (charges.size() == 1 && needed.equals(List.of(last))) {
      code.dup();
      meter();
      code.swap();
      charge(charges.getFirst().method(), VOID, widened(operands.get(last)));
    } else if (charges.size() == 1 && last == 1 && needed.equals(List.of(0, 1))) {
      code.dup2();
      meter();
      code.dup_x2().pop();
      charge(charges.getFirst().method(), VOID, OBJECT, widened(operands.get(1)));
    } else {
      spilled(operands, charges);
    }
  }

  private void spilled(List<ClassDesc> operands, List<Charge> charges) {
    int[] slots = new int[operands.size()];
    int next = free;
    for (int i = 0; i < slots.length; i++) {
      slots[i] = next;
      next += TypeKind.from(operands.get(i)).slotSize();
    }
    for (int i = slots.length - 1; i >= 0; i--) {
      code.storeLocal(TypeKind.from(operands.get(i)), slots[i]);
    }
    for (Charge charge : charges) {
      meter();
      var types = new ArrayList<ClassDesc>();
      for (int i : charge.operands()) {
        code.loadLocal(TypeKind.from(operands.get(i)), slots[i]);
        types.add(widened(operands.get(i)));
      }
      charge(charge.method(), VOID, types.toArray(ClassDesc[]::new));
    }
    for (int i = 0; i < slots.length; i++) {
      code.loadLocal(TypeKind.from(operands.get(i)), slots[i]);
    }
  }

  private static ClassDesc widened(ClassDesc type) {
    return Call.reference(type) ? OBJECT : type;
  }
}
