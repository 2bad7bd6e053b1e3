package dev.sds.artifacts;

import java.io.StringWriter;
import java.util.Map;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.app.VelocityEngine;
import org.apache.velocity.runtime.RuntimeConstants;

/**
 * A text with holes, in the Velocity template language: the product's only templating. An unknown
 * reference is an error, and a template cannot reach class loaders or files.
 */
public final class Template {

  private final String name;
  private final String text;

  public Template(String name, String text) {
    this.name = name;
    this.text = text;
  }

  /**
   * Fills the holes.
   *
   * @throws IllegalArgumentException if the template is broken or names a value that is missing
   */
  public String render(Map<String, ?> values) {
    var engine = new VelocityEngine();
    engine.setProperty(RuntimeConstants.RUNTIME_REFERENCES_STRICT, true);
    engine.setProperty(RuntimeConstants.RESOURCE_LOADERS, "string");
    engine.setProperty(
        "resource.loader.string.class",
        "org.apache.velocity.runtime.resource.loader.StringResourceLoader");
    engine.setProperty(
        RuntimeConstants.UBERSPECT_CLASSNAME,
        "org.apache.velocity.util.introspection.SecureUberspector");
    var context = new VelocityContext();
    values.forEach(context::put);
    var out = new StringWriter();
    try {
      engine.evaluate(context, out, name, text);
    } catch (org.apache.velocity.exception.VelocityException e) {
      throw new IllegalArgumentException(
          "The template '" + name + "' cannot be filled: " + e.getMessage(), e);
    }
    return out.toString();
  }
}
