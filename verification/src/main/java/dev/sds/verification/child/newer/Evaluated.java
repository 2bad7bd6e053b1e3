package dev.sds.verification.child.newer;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tla2sany.semantic.OpDefNode;
import tlc2.output.EC;
import tlc2.output.MP;
import tlc2.tool.EvalControl;
import tlc2.tool.EvalException;
import tlc2.tool.ITool;
import tlc2.tool.TLCState;
import tlc2.util.Context;
import tlc2.util.IdThread;
import tlc2.value.IValue;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.Value;
import util.Assert;
import util.UniqueString;

/** The operators that keywords of newer versions of TLC name, in a model that this one knows. */
public final class Evaluated {

  private final ITool tool;
  private final Newer newer;

  /** Those of a model. */
  public Evaluated(ITool tool, Newer newer) {
    this.tool = tool;
    this.newer = newer;
  }

  /** What a postcondition came to; the why is empty where it has a value. */
  public record Claim(boolean holds, String why) {}

  /** TLC's code for a name that is none of the model's, told to its recorder. */
  public int undefined() {
    if (!newer.alias().isEmpty()) {
      int code = undefined("alias", newer.alias());
      if (code != EC.NO_ERROR) {
        return code;
      }
    }
    for (String name : newer.postconditions()) {
      int code = undefined("postcondition", name);
      if (code != EC.NO_ERROR) {
        return code;
      }
    }
    return EC.NO_ERROR;
  }

  private int undefined(String kind, String name) {
    OpDefNode definition = definition(name);
    if (definition == null) {
      return MP.printError(EC.TLC_CONFIG_SPECIFIED_NOT_DEFINED, new String[] {kind, name});
    }
    return definition.getArity() > 0 ? MP.printError(EC.TLC_CONFIG_OP_NO_ARGS, name) : EC.NO_ERROR;
  }

  private @Nullable OpDefNode definition(String name) {
    return tool.getRootModule().getOpDef(UniqueString.uniqueStringOf(name));
  }

  /**
   * A state as the alias shows it, by its fields; null where there is no alias, or where it has no
   * value or is no record.
   *
   * @param next the state that follows, for what the alias says of the step
   */
  public @Nullable Map<String, IValue> shown(TLCState state, TLCState next) {
    OpDefNode alias = newer.alias().isEmpty() ? null : definition(newer.alias());
    if (alias == null || !state.allAssigned()) {
      return null;
    }
    IdThread.setCurrentState(state);
    try {
      Value value =
          (Value) tool.eval(alias.getBody(), Context.Empty, state, next, EvalControl.Clear);
      if (!(value.toRcd() instanceof RecordValue fields)) {
        return null;
      }
      Map<String, IValue> shown = new LinkedHashMap<>();
      for (int i = 0; i < fields.names.length; i++) {
        fields.values[i].deepNormalize();
        shown.put(fields.names[i].toString(), fields.values[i]);
      }
      return shown;
    } catch (EvalException | Assert.TLCRuntimeException | StackOverflowError e) {
      return null;
    }
  }

  /** Whether a postcondition is true now. */
  public Claim claim(String name) {
    OpDefNode definition = definition(name);
    if (definition == null) {
      return new Claim(false, "it is not defined");
    }
    try {
      IValue value =
          tool.eval(
              definition.getBody(),
              Context.Empty,
              TLCState.Empty.createEmpty(),
              TLCState.Empty.createEmpty(),
              EvalControl.Clear);
      return value instanceof BoolValue truth
          ? new Claim(truth.val, "")
          : new Claim(false, "it is neither TRUE nor FALSE");
    } catch (EvalException | Assert.TLCRuntimeException e) {
      return new Claim(false, String.valueOf(e.getMessage()));
    } catch (StackOverflowError e) {
      return new Claim(false, "it needs more stack than there is");
    }
  }

  /** The postconditions' names. */
  public Iterable<String> postconditions() {
    return newer.postconditions();
  }
}
