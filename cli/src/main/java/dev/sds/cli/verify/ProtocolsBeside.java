package dev.sds.cli.verify;

import dev.sds.artifacts.kit.reader.OtherProtocols;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Source;
import dev.sds.verification.ProtocolLibrary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The protocols in the folder of a protocol's file, and behind them those of the library. */
public final class ProtocolsBeside implements OtherProtocols {

  private static final String ENDING = ".yaml";

  private final Path folder;

  /** Those that a file may name. */
  public ProtocolsBeside(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    this.folder = parent == null ? file : parent;
  }

  @Override
  public List<String> names() {
    return Stream.concat(beside().stream(), ProtocolLibrary.names().stream())
        .distinct()
        .sorted()
        .toList();
  }

  private List<String> beside() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(ProtocolVerification::takes)
          .map(file -> String.valueOf(file.getFileName()))
          .map(name -> name.substring(0, name.length() - ENDING.length()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<Source> find(String name) throws BadInputException {
    if (!beside().contains(name)) {
      return ProtocolLibrary.others().find(name);
    }
    String file = name + ENDING;
    return Optional.of(new Source(file, ProtocolVerification.text(folder.resolve(file), file)));
  }
}
