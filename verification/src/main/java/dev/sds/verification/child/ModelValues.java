package dev.sds.verification.child;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tlc2.tool.TLCState;
import tlc2.value.IValue;
import tlc2.value.impl.FcnLambdaValue;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.IntervalValue;
import tlc2.value.impl.LazyValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;

/**
 * TLC's values as short text, the same for equal values: {@code {q1, q2}}, {@code <<1, 2>>}, {@code
 * [att=0, req=q1]} for a record, {@code [q1: 0, q2: 1]} for a function.
 */
final class ModelValues {

  /** Numbers by size, then everything else by its text. */
  static final Comparator<String> ORDER =
      (one, other) -> {
        int bySize = padded(one).compareTo(padded(other));
        return bySize == 0 ? one.compareTo(other) : bySize;
      };

  private ModelValues() {}

  static String text(@Nullable IValue raw) {
    if (raw == null) {
      return "(no value)";
    }
    Value value = plain(raw);
    List<String> elements = elements(value);
    if (elements != null) {
      return elements.stream().collect(Collectors.joining(", ", "{", "}"));
    }
    if (value instanceof TupleValue tuple) {
      return java.util.Arrays.stream(tuple.elems)
          .map(ModelValues::text)
          .collect(Collectors.joining(", ", "<<", ">>"));
    }
    SortedMap<String, Value> entries = entries(value);
    if (entries == null) {
      return value.toString();
    }
    String arrow = value instanceof RecordValue ? "=" : ": ";
    return entries.entrySet().stream()
        .map(entry -> entry.getKey() + arrow + text(entry.getValue()))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /** A state as variable to value, in the order the module declares them. */
  static List<String> variables() {
    return java.util.Arrays.stream(TLCState.vars)
        .map(declared -> declared.getName().toString())
        .toList();
  }

  /** A set's elements in order; null for what is no set. */
  static @Nullable List<String> elements(IValue raw) {
    if (!(plain(raw) instanceof SetEnumValue set)) {
      return null;
    }
    List<String> elements = new ArrayList<>();
    for (int i = 0; i < set.elems.size(); i++) {
      elements.add(text(set.elems.elementAt(i)));
    }
    elements.sort(ORDER);
    return elements;
  }

  /** The entries of a record, function or sequence; null for what is none of them. */
  static @Nullable SortedMap<String, Value> entries(IValue raw) {
    SortedMap<String, Value> entries = new TreeMap<>(ORDER);
    Value value = plain(raw);
    // A switch over types would make a class in each child.
    if (value instanceof RecordValue fields) {
      for (int i = 0; i < fields.names.length; i++) {
        entries.put(fields.names[i].toString(), fields.values[i]);
      }
    } else if (value instanceof FcnRcdValue function) {
      Value[] keys = function.getDomainAsValues();
      for (int i = 0; i < keys.length; i++) {
        entries.put(text(keys[i]), function.values[i]);
      }
    } else if (value instanceof TupleValue tuple) {
      for (int i = 0; i < tuple.elems.length; i++) {
        entries.put(Integer.toString(i + 1), tuple.elems[i]);
      }
    } else {
      return null;
    }
    return entries;
  }

  /** One entry of a record, function or sequence; null for what has no such entry. */
  static @Nullable Value entry(IValue raw, String key) {
    Value value = (Value) raw;
    if (value instanceof FcnRcdValue function) {
      for (int i = 0; i < function.values.length; i++) {
        Value candidate =
            function.domain == null ? IntValue.gen(function.intv.low + i) : function.domain[i];
        if (text(candidate).equals(key)) {
          return function.values[i];
        }
      }
      return null;
    }
    SortedMap<String, Value> entries = entries(value);
    return entries == null ? null : entries.get(key);
  }

  /** The value in the one form that equal values share: enumerated, and a tuple where it is one. */
  private static Value plain(IValue raw) {
    Value value = (Value) raw;
    if (value instanceof LazyValue lazy && lazy.getValue() != null) {
      return plain(lazy.getValue());
    }
    if (value instanceof IntervalValue interval) {
      return interval.toSetEnum().normalize();
    }
    if (value instanceof FcnLambdaValue lambda) {
      return plain(lambda.toFcnRcd());
    }
    if (value instanceof FcnRcdValue function) {
      Value tuple = function.toTuple();
      Value fields = tuple == null ? function.toRcd() : tuple;
      return fields == null ? function : fields;
    }
    Value set = value instanceof SetEnumValue ? value : enumerated(value);
    return set == null ? value : set.normalize();
  }

  private static @Nullable Value enumerated(Value value) {
    return value instanceof tlc2.value.impl.Enumerable ? value.toSetEnum() : null;
  }

  private static String padded(String text) {
    boolean number = !text.isEmpty() && text.chars().allMatch(Character::isDigit);
    return number ? "0".repeat(Math.max(0, 20 - text.length())) + text : "~" + text;
  }
}
