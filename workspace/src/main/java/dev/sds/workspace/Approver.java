package dev.sds.workspace;

import org.eclipse.jgit.lib.Repository;

/** Who lets a stage pass. Nothing but a person's own command may say {@code PERSON}. */
public enum Approver {
  PERSON,
  /** A gate that the spec or {@code --auto} leaves to SDS: the record names no person. */
  AUTO;

  String name(Repository repository) {
    return switch (this) {
      case PERSON -> Person.of(repository).toString();
      case AUTO -> "auto";
    };
  }
}
