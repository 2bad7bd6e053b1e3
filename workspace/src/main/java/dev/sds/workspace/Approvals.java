package dev.sds.workspace;

import dev.sds.artifacts.CommitId;
import dev.sds.spec.Stage;
import dev.sds.workspace.ApprovalState.Approval;
import dev.sds.workspace.GitObjects.Note;
import dev.sds.workspace.Lander.Landing;
import dev.sds.workspace.ThreeWay.Incoming;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Who approved which content, on record in a tracked file: one line an approval, with tabs between
 * stage, content hash, approver and reason. The latest line of a stage counts.
 */
public final class Approvals {

  static final String PATH = ".sds/approvals";

  private static final String HEADING = "# stage\tsha-256 of its files\tapproved by\twhy\n";

  private final GitObjects objects;
  private final ManagedTree tree;
  private final HumanEdits edits;
  private final Lander lander;

  Approvals(GitObjects objects, ManagedTree tree, HumanEdits edits, Lander lander) {
    this.objects = objects;
    this.tree = tree;
    this.edits = edits;
    this.lander = lander;
  }

  /** Approves the stage as it is in the work tree now; uncommitted edits are committed first. */
  public Approval approve(Stage stage, Approver approver, String why) {
    return GitStore.attempt(
        "record the approval of " + stage.label(),
        () -> {
          Head head = edits.adopt(Set.of());
          String by = approver.name(objects.repository());
          var approval = new Approval(stage, tree.hash(stage), field(by), field(why));
          if (!latest(stage).equals(Optional.of(approval))) {
            keep(head, approval, approver);
          }
          return approval;
        });
  }

  /** What the record says of the stage's present content. */
  public ApprovalState state(Stage stage, String currentHash) {
    Optional<Approval> latest = GitStore.attempt("read the approvals", () -> latest(stage));
    if (latest.isEmpty()) {
      return new ApprovalState.None();
    }
    return latest.get().hash().equals(currentHash)
        ? new ApprovalState.Approved(latest.get())
        : new ApprovalState.Voided(latest.get(), currentHash);
  }

  private CommitId keep(Head head, Approval approval, Approver approver) throws IOException {
    String line =
        String.join("\t", approval.stage().label(), approval.hash(), approval.by(), approval.why());
    String file = tree.read(PATH).orElse(HEADING) + line + "\n";
    var incoming =
        new Incoming(PATH, head.at(PATH), objects.insert(file.getBytes(StandardCharsets.UTF_8)));
    Person author = approver == Approver.PERSON ? Person.of(objects.repository()) : Person.SDS;
    String message =
        "Approve %s\n\n%s\n\nSds-Stage: %s\nSds-Approved-By: %s\nSds-Approved: %s\n"
            .formatted(
                approval.stage().label(),
                approval.why(),
                approval.stage().label(),
                approval.by(),
                approval.hash());
    return lander.land(new Landing(new Note(message, author), List.of(incoming), new TreeMap<>()));
  }

  private Optional<Approval> latest(Stage stage) throws IOException {
    return tree.read(PATH).stream()
        .flatMap(String::lines)
        .map(line -> line.split("\t", 4))
        .filter(fields -> fields.length == 4 && fields[0].equals(stage.label()))
        .flatMap(fields -> Stream.of(new Approval(stage, fields[1], fields[2], fields[3])))
        .reduce((first, later) -> later);
  }

  private static String field(String text) {
    return text.replaceAll("\\s+", " ").replaceAll("\\p{Cntrl}", "").strip();
  }
}
