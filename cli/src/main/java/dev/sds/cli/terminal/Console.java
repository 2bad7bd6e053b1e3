package dev.sds.cli.terminal;

import dev.sds.artifacts.Json;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a command writes and works: results to {@code out}, everything else to {@code err}.
 *
 * @param directory the current folder
 * @param environment its variables
 */
public record Console(
    PrintWriter out,
    PrintWriter err,
    Path directory,
    Terminal terminal,
    Map<String, String> environment) {

  /** Whether progress may overwrite its line. */
  public enum Terminal {
    LIVE,
    PLAIN
  }

  public static Console system() {
    java.io.Console terminal = System.console();
    boolean live = terminal != null && terminal.isTerminal();
    return new Console(
        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
        Path.of("").toAbsolutePath(),
        live ? Terminal.LIVE : Terminal.PLAIN,
        System.getenv());
  }

  public void say(String text) {
    out.println(text);
    out.flush();
  }

  public void note(String text) {
    err.println(text);
    err.flush();
  }

  /** The one document of a command that was asked for JSON. */
  public void json(Map<String, ?> document) {
    say(Json.pretty(document));
  }

  /** A path as the user would type it. */
  public String show(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    Path here = directory.toAbsolutePath().normalize();
    return absolute.startsWith(here) && !absolute.equals(here)
        ? here.relativize(absolute).toString()
        : absolute.equals(here) ? "." : absolute.toString();
  }

  /** How a command typed here names a workspace; empty in the workspace's own folder. */
  public String in(Path workspace) {
    String shown = show(workspace);
    return shown.equals(".") ? "" : " -C " + shown;
  }
}
