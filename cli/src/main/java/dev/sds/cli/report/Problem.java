package dev.sds.cli.report;

import dev.sds.spec.Diagnostic;
import java.util.LinkedHashMap;
import java.util.Map;

/** A diagnostic as every JSON document shows it. */
public final class Problem {

  private Problem() {}

  public static Map<String, String> document(Diagnostic diagnostic) {
    var document = new LinkedHashMap<String, String>();
    document.put("severity", diagnostic.severity().label());
    document.put("code", diagnostic.code());
    document.put("message", diagnostic.message());
    document.put("target", diagnostic.target());
    String fix = diagnostic.fix();
    document.put("fix", fix == null ? "" : fix);
    return document;
  }
}
