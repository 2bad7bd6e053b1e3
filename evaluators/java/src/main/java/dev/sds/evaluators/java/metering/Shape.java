package dev.sds.evaluators.java.metering;

import dev.sds.evaluators.java.containment.Cost;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.constant.ClassDesc;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Where a method's code is charged: at its entry and at each place that is jumped back to. Between
 * two such places no instruction runs twice, so that the charge of a place covers all that may run
 * until the next.
 */
final class Shape {

  private static final int OWN_CALL = 4;
  private static final int FOREIGN_CALL = 8;
  private static final int COMMAND_BYTES = 64;
  private static final int FRAME_SLOTS = 32;

  /** What a stretch costs. */
  record Price(int steps, int bytes) {
    Price plus(Price more) {
      return new Price(steps + more.steps, bytes + more.bytes);
    }
  }

  private final MeteredWorld world;
  private final CodeAttribute code;
  private final List<CodeElement> elements;
  private final Map<Label, Integer> places = new HashMap<>();
  private final Map<Label, Integer> loops = new HashMap<>();
  private final Map<Label, Price> prices = new HashMap<>();
  private Price entry = new Price(1, 0);
  private boolean leaf = true;

  Shape(MeteredWorld world, CodeModel model) {
    this.world = world;
    this.code = (CodeAttribute) model;
    this.elements = model.elementList();
    for (int i = 0; i < elements.size(); i++) {
      if (elements.get(i) instanceof LabelTarget target) {
        places.put(target.label(), i);
      }
    }
    for (int i = 0; i < elements.size(); i++) {
      loops(elements.get(i), i);
    }
    loops.keySet().forEach(header -> prices.put(header, new Price(1, 0)));
    for (int i = 0; i < elements.size(); i++) {
      if (elements.get(i) instanceof Instruction instruction) {
        add(innermost(i), price(instruction));
      }
    }
  }

  private void loops(CodeElement element, int index) {
    if (element instanceof ExceptionCatch caught) {
      loop(caught.handler(), places.getOrDefault(caught.tryEnd(), elements.size()));
    } else {
      targets(element).forEach(target -> loop(target, index));
    }
  }

  private void loop(Label target, int from) {
    if (places.getOrDefault(target, Integer.MAX_VALUE) <= from) {
      loops.merge(target, from, Math::max);
    }
  }

  private static Stream<Label> targets(CodeElement element) {
    return switch (element) {
      case BranchInstruction branch -> Stream.of(branch.target());
      case LookupSwitchInstruction all -> targets(all.cases(), all.defaultTarget());
      case TableSwitchInstruction all -> targets(all.cases(), all.defaultTarget());
      default -> Stream.empty();
    };
  }

  private static Stream<Label> targets(List<SwitchCase> cases, Label otherwise) {
    return Stream.concat(cases.stream().map(SwitchCase::target), Stream.of(otherwise));
  }

  private Optional<Label> innermost(int index) {
    Optional<Label> found = Optional.empty();
    int at = -1;
    for (var loop : loops.entrySet()) {
      int start = places.getOrDefault(loop.getKey(), elements.size());
      if (start > at && start <= index && index <= loop.getValue()) {
        at = start;
        found = Optional.of(loop.getKey());
      }
    }
    return found;
  }

  private void add(Optional<Label> header, Price price) {
    if (header.isPresent()) {
      prices.merge(header.get(), price, Price::plus);
    } else {
      entry = entry.plus(price);
    }
  }

  private Price price(Instruction instruction) {
    return switch (instruction) {
      case InvokeInstruction call -> call(Call.of(call));
      case InvokeDynamicInstruction _ -> {
        leaf = false;
        yield new Price(FOREIGN_CALL, 32);
      }
      case NewObjectInstruction made -> new Price(2, world.bytes(made.className().asSymbol()));
      default -> new Price(1, 0);
    };
  }

  private Price call(Call call) {
    Optional<Cost> cost = world.cost(call.owner(), call.name(), call.type());
    boolean closed = Metering.CLOSED.contains(binary(call.owner()));
    leaf &= cost.isPresent() && (closed || cost.get() == Cost.TRACE);
    if (cost.isPresent()) {
      return cost.get() == Cost.TRACE
          ? new Price(1, 0)
          : new Price(1 + cost.get().steps(), cost.get().bytes());
    }
    boolean command = call.type().returnType().descriptorString().equals("V");
    return world.own(call.owner())
        ? new Price(OWN_CALL, 0)
        : new Price(FOREIGN_CALL, command ? COMMAND_BYTES : 0);
  }

  private static String binary(ClassDesc type) {
    return type.isClassOrInterface() ? MeteredWorld.binary(type) : "";
  }

  Price entry() {
    return entry;
  }

  Optional<Price> at(Label label) {
    return Optional.ofNullable(prices.get(label));
  }

  /** Whether the method calls nothing that could call it again. */
  boolean leaf() {
    return leaf;
  }

  /** What a call of the method adds to the depth. */
  int frame() {
    return 1 + (code.maxLocals() + code.maxStack()) / FRAME_SLOTS;
  }

  /** The first local variable that the code does not use. */
  int free() {
    return code.maxLocals();
  }

  boolean catches() {
    return elements.stream().anyMatch(ExceptionCatch.class::isInstance);
  }

  OptionalInt firstLine() {
    return elements.stream()
        .filter(LineNumber.class::isInstance)
        .mapToInt(element -> ((LineNumber) element).line())
        .findFirst();
  }
}
