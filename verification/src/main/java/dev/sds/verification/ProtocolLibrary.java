package dev.sds.verification;

import dev.sds.artifacts.kit.ProtocolFamily;
import dev.sds.artifacts.kit.reader.OtherProtocols;
import dev.sds.artifacts.kit.reader.ProtocolReader;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Protocols of common kinds to start from. Each is a file in the format of a kit's protocol, with
 * decisions of which the first choices are sound and the others are known mistakes.
 */
public final class ProtocolLibrary {

  private static final List<String> NAMES =
      List.of(
          "agreement",
          "atomic-commit",
          "autoscaler",
          "breaker",
          "calls",
          "commit",
          "delivery",
          "dispatch",
          "election",
          "lease",
          "log",
          "mirror",
          "once",
          "turns",
          "two-phase");

  private ProtocolLibrary() {}

  /** What the library holds. */
  public static List<String> names() {
    return NAMES;
  }

  /** Its protocols as those that one may name. */
  public static OtherProtocols others() {
    return new Files();
  }

  private static final class Files implements OtherProtocols {

    @Override
    public List<String> names() {
      return NAMES;
    }

    @Override
    public Optional<Source> find(String name) {
      return NAMES.contains(name)
          ? Optional.of(new Source(name + ".yaml", text(name)))
          : Optional.empty();
    }
  }

  /** One of its protocols. */
  public static ProtocolFamily family(String name) {
    try {
      return ProtocolReader.family(new Source(name + ".yaml", text(name)), others());
    } catch (BadInputException e) {
      throw new IllegalStateException("The library's protocol '" + name + "' is wrong.", e);
    }
  }

  /** One of its files, as it is to be copied. */
  public static String text(String name) {
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException(
          "The library holds no protocol '%s', only %s.".formatted(name, NAMES));
    }
    try (InputStream in =
        ProtocolLibrary.class.getResourceAsStream("protocols/" + name + ".yaml")) {
      if (in == null) {
        throw new IllegalStateException("The program holds no protocols/" + name + ".yaml.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
