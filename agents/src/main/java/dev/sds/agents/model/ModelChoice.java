package dev.sds.agents.model;

import dev.sds.spec.BadInputException;
import dev.sds.spec.Spelling;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The language model that a person chose, by the environment alone: a workspace or a spec names
 * none, so that nobody else's file can send texts or keys anywhere.
 *
 * @param model as its provider calls it
 * @param url the server, if it is not the provider's own
 */
public record ModelChoice(Provider provider, String model, Optional<URI> url, Secret key) {

  static final String MODEL = "SDS_MODEL";
  static final String URL = "SDS_MODEL_URL";
  static final String KEY = "SDS_MODEL_KEY";

  private static final String HOW =
      "Set "
          + MODEL
          + " to openai:NAME or anthropic:NAME, and the provider's key; for a server of your own"
          + " that speaks OpenAI's protocol, such as Ollama or vLLM, "
          + URL
          + " too, and its key, if it wants one, in "
          + KEY
          + ".";

  /** Whose protocol is spoken. */
  public enum Provider {
    OPENAI("OPENAI_API_KEY"),
    ANTHROPIC("ANTHROPIC_API_KEY");

    private final String key;

    Provider(String key) {
      this.key = key;
    }

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** As a person names it. */
  public String label() {
    return provider.label() + ":" + model;
  }

  /**
   * What the environment says.
   *
   * @throws BadInputException if it names none, or not completely
   */
  public static ModelChoice of(Map<String, String> environment) throws BadInputException {
    String named = environment.getOrDefault(MODEL, "").strip();
    if (named.isEmpty()) {
      throw BadInputException.of("model.none", "No language model is named.", HOW);
    }
    int colon = named.indexOf(':');
    String model = named.substring(colon + 1).strip();
    Provider provider = provider(named, colon);
    if (model.isEmpty()) {
      throw BadInputException.of(
          "model.unknown", MODEL + " is '" + named + "', which names no model.", HOW);
    }
    String server = environment.getOrDefault(URL, "").strip();
    Optional<URI> url = server.isEmpty() ? Optional.empty() : Optional.of(url(server));
    return new ModelChoice(provider, model, url, key(environment, provider, url));
  }

  private static Provider provider(String named, int colon) throws BadInputException {
    String name = colon < 0 ? named : named.substring(0, colon);
    for (Provider provider : Provider.values()) {
      if (provider.label().equals(name) && colon > 0) {
        return provider;
      }
    }
    List<String> known = Arrays.stream(Provider.values()).map(p -> p.label() + ":NAME").toList();
    throw BadInputException.of(
        "model.unknown",
        MODEL + " is '" + named + "', whose provider is not known.",
        Spelling.wayOut(name + ":NAME", known));
  }

  /** A provider's usual key goes to that provider only, never to another server. */
  private static Secret key(Map<String, String> environment, Provider provider, Optional<URI> url)
      throws BadInputException {
    String own = environment.getOrDefault(KEY, "").strip();
    if (!own.isEmpty() || url.isPresent()) {
      return new Secret(own);
    }
    String usual = environment.getOrDefault(provider.key, "").strip();
    if (usual.isEmpty()) {
      throw BadInputException.of(
          "model.key",
          "There is no key for " + provider.label() + ".",
          "Set " + provider.key + " or " + KEY + ".");
    }
    return new Secret(usual);
  }

  private static URI url(String text) throws BadInputException {
    URI url;
    try {
      url = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw BadInputException.of(
          "model.url", URL + " is '" + text + "', which is no address.", HOW);
    }
    boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
    if (!web || url.getHost() == null || url.getUserInfo() != null) {
      throw BadInputException.of(
          "model.url",
          URL + " is no http address of a server.",
          "It looks like https://host/v1, without a name or key in it.");
    }
    if ("http".equals(url.getScheme()) && !here(url.getHost())) {
      throw BadInputException.of(
          "model.url",
          URL + " would send the spec's texts and the key over the network in clear.",
          "Use https; http is for a server on this machine.");
    }
    return url;
  }

  private static boolean here(String host) {
    try {
      return host.equals("localhost")
          || (host.matches("[\\d.]+|\\[.*]") && InetAddress.getByName(host).isLoopbackAddress());
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
