package dev.sds.evaluators.java;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/**
 * What javac can see: java.base of Java 17 and the API packages of the class path, both kept in
 * memory between compilations. What it writes stays in memory.
 */
final class CompilerFiles extends ForwardingJavaFileManager<StandardJavaFileManager> {

  private enum Base implements JavaFileManager.Location {
    JAVA_BASE;

    @Override
    public String getName() {
      return "java.base of Java 17";
    }

    @Override
    public boolean isOutputLocation() {
      return false;
    }
  }

  private final Platform17 platform;
  private final Set<String> apiPackages;
  private final Map<String, List<MemoryClass>> api = new HashMap<>();
  private final SortedMap<String, SortedMap<String, MemoryClass>> written = new TreeMap<>();

  CompilerFiles(StandardJavaFileManager files, Platform17 platform, Set<String> apiPackages) {
    super(files);
    this.platform = platform;
    this.apiPackages = Set.copyOf(apiPackages);
  }

  /** The classes written since the last call, by the path of their source and by name. */
  SortedMap<String, SortedMap<String, byte[]>> take() {
    var classes = new TreeMap<String, SortedMap<String, byte[]>>();
    written.forEach(
        (source, files) -> {
          var ofSource = new TreeMap<String, byte[]>();
          files.forEach((name, file) -> ofSource.put(name, file.bytes()));
          classes.put(source, ofSource);
        });
    written.clear();
    return classes;
  }

  @Override
  public boolean hasLocation(Location location) {
    return location == Base.JAVA_BASE
        || location == StandardLocation.CLASS_PATH
        || location == StandardLocation.CLASS_OUTPUT
        || location == StandardLocation.SYSTEM_MODULES;
  }

  @Override
  public Iterable<Set<Location>> listLocationsForModules(Location location) {
    return location == StandardLocation.SYSTEM_MODULES
        ? List.of(Set.of(Base.JAVA_BASE))
        : List.of();
  }

  @Override
  public @Nullable Location getLocationForModule(Location location, String moduleName) {
    return location == StandardLocation.SYSTEM_MODULES && moduleName.equals("java.base")
        ? Base.JAVA_BASE
        : null;
  }

  @Override
  public @Nullable Location getLocationForModule(Location location, JavaFileObject file) {
    return null;
  }

  @Override
  public @Nullable String inferModuleName(Location location) {
    return location == Base.JAVA_BASE ? "java.base" : null;
  }

  @Override
  public Iterable<JavaFileObject> list(
      Location location, String packageName, Set<Kind> kinds, boolean recurse) throws IOException {
    if (!kinds.contains(Kind.CLASS)) {
      return List.of();
    }
    if (location == Base.JAVA_BASE) {
      return List.copyOf(platform.classesIn(packageName));
    }
    if (location == StandardLocation.CLASS_PATH && apiPackages.contains(packageName)) {
      return List.copyOf(apiClasses(packageName));
    }
    return List.of();
  }

  private List<MemoryClass> apiClasses(String packageName) throws IOException {
    List<MemoryClass> known = api.get(packageName);
    if (known != null) {
      return known;
    }
    var found = new ArrayList<MemoryClass>();
    for (JavaFileObject file :
        super.list(StandardLocation.CLASS_PATH, packageName, Set.of(Kind.CLASS), false)) {
      String name = super.inferBinaryName(StandardLocation.CLASS_PATH, file);
      try (var in = file.openInputStream()) {
        byte[] bytes = in.readAllBytes();
        found.add(new MemoryClass(name, () -> bytes));
      }
    }
    api.put(packageName, found);
    return found;
  }

  @Override
  public @Nullable String inferBinaryName(Location location, JavaFileObject file) {
    return file instanceof MemoryClass known ? known.className() : null;
  }

  @Override
  public @Nullable JavaFileObject getJavaFileForInput(
      Location location, String className, Kind kind) {
    return location != Base.JAVA_BASE
        ? null
        : platform.classesIn(Platform17.packageOf(className)).stream()
            .filter(file -> file.className().equals(className))
            .findFirst()
            .orElse(null);
  }

  @Override
  public JavaFileObject getJavaFileForOutput(
      Location location, String className, Kind kind, FileObject sibling) {
    var file = new MemoryClass(className, () -> new byte[0]);
    written.computeIfAbsent(sibling.getName(), _ -> new TreeMap<>()).put(className, file);
    return file;
  }

  @Override
  public boolean contains(Location location, FileObject file) {
    return location == Base.JAVA_BASE
        && file instanceof MemoryClass known
        && platform.classesIn(Platform17.packageOf(known.className())).contains(known);
  }

  @Override
  public boolean isSameFile(FileObject a, FileObject b) {
    return a.equals(b);
  }
}
