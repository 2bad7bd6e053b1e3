package dev.sds.cli.workspace;

import dev.sds.spec.Spelling;
import dev.sds.spec.Stage;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;

/** A stage as people write it. */
public final class StageName implements CommandLine.ITypeConverter<Stage> {

  @Override
  public Stage convert(String text) {
    String wanted = text.toLowerCase(Locale.ROOT);
    return Arrays.stream(Stage.values())
        .filter(s -> s.label().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new CommandLine.TypeConversionException(
                    "'" + text + "' is no stage. " + Spelling.wayOut(text, labels())));
  }

  private static List<String> labels() {
    return Arrays.stream(Stage.values()).map(Stage::label).toList();
  }

  /** The stages in the words of help and completion. */
  public static final class Candidates implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return labels().iterator();
    }
  }
}
