package dev.sds.evaluators.java.containment;

import dev.sds.evaluators.java.Finding;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Decides on the bytecode, not on the text, whether code keeps within its container: it may use
 * itself, the API packages and the listed part of the JDK, keep no state in statics, and see
 * nothing that differs between runs or machines. What is not allowed is refused.
 */
public final class Containment {

  static final int SHOWN = 50;

  private final AllowedJdk jdk = AllowedJdk.load();
  private final Set<String> apiPackages;

  public Containment(Set<String> apiPackages) {
    this.apiPackages = Set.copyOf(apiPackages);
  }

  /** What is wrong with these class files, given by binary name; empty if nothing is. */
  public List<Finding> check(SortedMap<String, byte[]> classes) {
    return check(classes, classes.keySet());
  }

  /** What is wrong with some of these classes, given by their names; the others were checked. */
  public List<Finding> check(SortedMap<String, byte[]> classes, Set<String> some) {
    var models = new TreeMap<String, ClassModel>();
    classes.forEach((name, bytes) -> models.put(name, ClassFile.of().parse(bytes)));
    var findings = new ArrayList<Finding>();
    var world = new CandidateWorld(models, jdk, apiPackages);
    try {
      models.forEach(
          (name, model) -> {
            if (some.contains(name)) {
              new ClassReview(world, model, findings).review();
            }
          });
    } catch (IllegalArgumentException e) {
      findings.add(
          new Finding(
              Finding.By.CONTAINMENT, "(classes)", 0, 0, "bad class file: " + e.getMessage()));
    }
    return findings.stream().distinct().limit(SHOWN).toList();
  }
}
