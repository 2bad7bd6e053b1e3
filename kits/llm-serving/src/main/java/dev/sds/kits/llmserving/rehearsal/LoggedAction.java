package dev.sds.kits.llmserving.rehearsal;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An action of the protocol as the cluster and its router record it, with the names that the model
 * has for what it concerns.
 *
 * @param request id, or -1
 * @param replica index, or -1
 * @param attempt number, or -1
 */
public record LoggedAction(String action, int request, int replica, int attempt) {

  /** Nothing can happen any more. */
  public static final String REST = "Rest";

  /** The choices that the model's action makes. */
  public Map<String, String> parameters() {
    var parameters = new TreeMap<String, String>();
    if (request >= 0) {
      parameters.put("r", request(request));
    }
    if (replica >= 0) {
      parameters.put("p", replica(replica));
    }
    boolean numbered =
        switch (action) {
          case "Finish", "Deliver", "Discard" -> true;
          default -> false;
        };
    if (attempt >= 0 && numbered) {
      parameters.put("a", Integer.toString(attempt));
    }
    return parameters;
  }

  public static String request(int id) {
    return "q" + id;
  }

  public static String replica(int index) {
    return "s" + index;
  }

  /** The constants of the model that fit so many requests and replicas. */
  public static Map<String, String> constants(int requests, int replicas) {
    return Map.of("Requests", set("q", requests), "Replicas", set("s", replicas));
  }

  private static String set(String prefix, int size) {
    return IntStream.range(0, size)
        .mapToObj(i -> prefix + i)
        .collect(Collectors.joining(", ", "{", "}"));
  }
}
