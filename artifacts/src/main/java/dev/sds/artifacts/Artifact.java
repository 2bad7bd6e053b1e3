package dev.sds.artifacts;

/**
 * Immutable content that a stage made.
 *
 * @param path where it stands in the workspace, with forward slashes
 * @param content the whole text
 */
public record Artifact(String path, String content) {

  public ContentHash hash() {
    return ContentHash.of(path, content);
  }
}
