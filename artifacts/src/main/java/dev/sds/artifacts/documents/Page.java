package dev.sds.artifacts.documents;

import dev.sds.artifacts.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** A template of this package's resources. Two number signs are a comment in it: see {@code h2}. */
record Page(String template) {

  String render(Map<String, ?> values) {
    var all = new TreeMap<String, Object>(values);
    all.put("h2", "##");
    all.put("h3", "###");
    return new Template(template, text()).render(all).replaceAll("\n{3,}", "\n\n").strip() + "\n";
  }

  private String text() {
    try (InputStream in = Page.class.getResourceAsStream(template)) {
      if (in == null) {
        throw new IllegalArgumentException("There is no template '" + template + "'.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
