package dev.sds.agents.model;

/** A key that no log, file or message may show. */
public final class Secret {

  private static final String SHOWN = "[key]";

  private final String value;

  public Secret(String value) {
    this.value = value.strip();
  }

  /** No key, as a server on this machine may want. */
  public static Secret none() {
    return new Secret("");
  }

  public boolean isEmpty() {
    return value.isEmpty();
  }

  /** A text in which the key stands nowhere. */
  public String redact(String text) {
    return value.isEmpty() ? text : text.replace(value, SHOWN);
  }

  /** The key itself, for the one request that needs it. */
  String reveal() {
    return value;
  }

  @Override
  public String toString() {
    return SHOWN;
  }
}
