package dev.sds.artifacts.documents.files;

import dev.sds.artifacts.documents.markup.Yaml;
import dev.sds.artifacts.protocol.Property;
import java.util.Locale;

/**
 * Entries of {@code properties.yaml}, the properties of a workspace beside those of its kit, as
 * {@link dev.sds.artifacts.kit.reader.PropertiesReader} reads them. Entries are appended, so that
 * what people wrote in the file stays.
 */
public final class PropertiesFile {

  private PropertiesFile() {}

  /** A file without entries. */
  public static String empty(String kit) {
    return "# Properties of this workspace, beside those of the kit; requirements may name them.\n"
        + "kit: "
        + Yaml.quoted(kit)
        + "\nproperties:\n";
  }

  /** A file with one more entry, which is its last. */
  public static String with(String text, Property property) {
    return text.stripTrailing() + "\n" + entry(property);
  }

  private static String entry(Property property) {
    return "  - name: "
        + property.name()
        + "\n    kind: "
        + property.kind().name().toLowerCase(Locale.ROOT)
        + "\n    formula: "
        + Yaml.quoted(property.formula())
        + "\n    comment: "
        + Yaml.quoted(property.comment())
        + "\n";
  }
}
