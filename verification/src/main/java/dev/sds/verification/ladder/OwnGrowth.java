package dev.sds.verification.ladder;

import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.spec.BadInputException;
import dev.sds.verification.Limits;
import dev.sds.verification.file.FileCheck;
import dev.sds.verification.own.ModelGate;
import dev.sds.verification.own.ModelGate.Members;
import java.util.List;
import java.util.Optional;

/**
 * Climbs with a module that somebody wrote in a protocol's place. Liveness is asked under the
 * fairness that counts, whatever the module assumes.
 *
 * @param members whether states that differ by an exchange of members may be taken for one
 */
public record OwnGrowth(ModelGate gate, Members members) implements Growth.Model {

  @Override
  public CheckOutcome safety(Protocol safe, Instance instance, Limits limits, Symmetry symmetry)
      throws InterruptedException {
    List<String> exchanged =
        members == Members.ALIKE ? List.copyOf(symmetry.sets().keySet()) : List.of();
    return outcome(
        safe, instance, () -> Optional.of(gate.safety(safe, instance, limits, exchanged)));
  }

  @Override
  public CheckOutcome liveness(Protocol live, Instance instance, Limits limits, long states)
      throws InterruptedException {
    return outcome(live, instance, () -> gate.promises(live, instance, limits));
  }

  @Override
  public long each(Symmetry symmetry) {
    return members == Members.ALIKE ? symmetry.permutations() : 1;
  }

  private static CheckOutcome outcome(Protocol protocol, Instance instance, Asked asked)
      throws InterruptedException {
    try {
      return asked
          .check()
          .map(check -> ModelGate.outcome(protocol, instance, check))
          .orElseGet(
              () -> new CheckOutcome.ModelError("Its specification cannot be taken apart.", ""));
    } catch (BadInputException e) {
      return new CheckOutcome.ModelError(String.valueOf(e.getMessage()), "");
    }
  }

  /** A check that may meet a file that cannot be read. */
  private interface Asked {
    Optional<FileCheck> check() throws BadInputException, InterruptedException;
  }
}
