import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;

/** Checks (or, with the argument {@code apply}, rewrites) the layout of every Java source. */
void main(String[] args) throws Exception {
  boolean apply = args.length > 0 && args[0].equals("apply");
  var formatter = new Formatter();
  var wrong = new ArrayList<Path>();
  try (Stream<Path> tree = Files.walk(Path.of("."))) {
    for (Path file :
        tree.filter(p -> p.toString().endsWith(".java") && !p.toString().contains("/target/"))
            .filter(p -> !isInWorkspace(p))
            .sorted()
            .toList()) {
      String before = Files.readString(file);
      String after;
      try {
        after =
            formatter.formatSource(
                ImportOrderer.reorderImports(
                    RemoveUnusedImports.removeUnusedImports(before),
                    JavaFormatterOptions.Style.GOOGLE));
      } catch (com.google.googlejavaformat.java.FormatterException e) {
        System.err.println(file + ": " + e.getMessage());
        System.exit(1);
        return;
      }
      if (!before.equals(after)) {
        wrong.add(file);
        if (apply) Files.writeString(file, after);
      }
    }
  }
  if (!apply && !wrong.isEmpty()) {
    System.err.println(
        "Not in google-java-format layout: " + wrong + "\nRun: mvn -N validate -Dformat=apply");
    System.exit(1);
  }
}

/** Whether a file belongs to a workspace that `sds refine` made in the checkout. */
boolean isInWorkspace(Path file) {
  for (Path folder = file.getParent(); folder != null; folder = folder.getParent()) {
    if (Files.isDirectory(folder.resolve(".sds"))) {
      return true;
    }
  }
  return false;
}
