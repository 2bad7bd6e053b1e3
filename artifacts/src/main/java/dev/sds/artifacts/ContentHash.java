package dev.sds.artifacts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of some content, in lower-case hexadecimal. */
public record ContentHash(String hex) implements Comparable<ContentHash> {

  private static final int SHORT_LENGTH = 10;

  public ContentHash {
    if (hex.length() != 64) {
      throw new IllegalArgumentException("The content hash '" + hex + "' has not 64 digits.");
    }
  }

  /**
   * Hashes the parts with their lengths, so that no two different lists of parts collide by
   * joining.
   */
  public static ContentHash of(String... parts) {
    MessageDigest digest = sha256();
    for (String part : parts) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
      digest.update(bytes);
    }
    return new ContentHash(HexFormat.of().formatHex(digest.digest()));
  }

  /** Enough digits for a person to tell two hashes of one workspace apart. */
  public String brief() {
    return hex.substring(0, SHORT_LENGTH);
  }

  @Override
  public int compareTo(ContentHash other) {
    return hex.compareTo(other.hex);
  }

  @Override
  public String toString() {
    return hex;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
