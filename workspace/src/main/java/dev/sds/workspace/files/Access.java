package dev.sds.workspace.files;

/** What a run does with a workspace. Any number may read; one may write. */
public enum Access {
  READ,
  WRITE
}
