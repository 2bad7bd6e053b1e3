package dev.sds.artifacts.kit.reader;

import dev.sds.spec.BadInputException;
import dev.sds.spec.Source;
import java.util.List;
import java.util.Optional;

/** The protocols that one may name, such as those of a library or those beside its own file. */
public interface OtherProtocols {

  /** Where a protocol can name no other. */
  OtherProtocols NONE =
      new OtherProtocols() {
        @Override
        public List<String> names() {
          return List.of();
        }

        @Override
        public Optional<Source> find(String name) {
          return Optional.empty();
        }
      };

  /** What can be found, in order. */
  List<String> names();

  /**
   * The file of a protocol.
   *
   * @throws BadInputException if it is there and cannot be read
   */
  Optional<Source> find(String name) throws BadInputException;
}
