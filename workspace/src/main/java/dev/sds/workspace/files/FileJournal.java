package dev.sds.workspace.files;

import dev.sds.artifacts.Journal;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Diagnostic;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A journal in files of JSON lines ({@code *.ndjson}, in the order of their names), the last of
 * which grows.
 *
 * <p>Bodies stay on disk; memory holds where each entry is. A last line without its end is what a
 * killed run leaves: it was never acknowledged, and is dropped. Any other damaged line is an error.
 * Interrupting a thread does not close the files, as it would a channel.
 */
public final class FileJournal implements Journal, AutoCloseable {

  private static final long FILE_LIMIT = 64L << 20;

  private record Name(String kind, String key) {}

  private record Place(RandomAccessFile file, long offset, int length) {}

  private final Path folder;
  private final Access access;
  private final List<RandomAccessFile> files = new ArrayList<>();
  private final List<Place> places = new ArrayList<>();
  private final Map<Name, Place> latest = new HashMap<>();

  private FileJournal(Path folder, Access access) {
    this.folder = folder;
    this.access = access;
  }

  /** Opens a folder, which need not exist. Only one writer at a time may have it open. */
  public static FileJournal open(Path folder, Access access) throws BadInputException {
    var journal = new FileJournal(folder, access);
    try {
      journal.load();
      return journal;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the journal in " + folder, e);
    }
  }

  @Override
  public synchronized void append(Entry entry) {
    if (access == Access.READ) {
      throw new IllegalStateException("The journal in " + folder + " was opened for reading.");
    }
    byte[] line = JournalLine.format(entry);
    try {
      RandomAccessFile file = growing();
      long end = file.length();
      try {
        write(file, line, end);
      } catch (IOException e) {
        file.setLength(end);
        throw e;
      }
      remember(entry, new Place(file, end, line.length - 1));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot append to the journal in " + folder, e);
    }
  }

  @Override
  public synchronized Optional<Entry> find(String kind, String key) {
    return Optional.ofNullable(latest.get(new Name(kind, key))).map(this::read);
  }

  @Override
  public synchronized List<Entry> entries() {
    return places.stream().map(this::read).toList();
  }

  @Override
  public synchronized void close() throws IOException {
    for (RandomAccessFile file : files) {
      file.close();
    }
    files.clear();
  }

  private void load() throws IOException, BadInputException {
    if (access == Access.WRITE) {
      Files.createDirectories(folder);
    }
    List<Path> names = fileNames();
    for (int i = 0; i < names.size(); i++) {
      load(names.get(i), i == names.size() - 1);
    }
  }

  private List<Path> fileNames() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(folder)) {
      return found.filter(path -> path.toString().endsWith(".ndjson")).sorted().toList();
    }
  }

  private void load(Path path, boolean last) throws IOException, BadInputException {
    RandomAccessFile file =
        new RandomAccessFile(path.toFile(), access == Access.WRITE ? "rw" : "r");
    files.add(file);
    byte[] bytes = Files.readAllBytes(path);
    int start = 0;
    int number = 1;
    for (int at = 0; at < bytes.length; at++) {
      if (bytes[at] == '\n') {
        Optional<Entry> entry = JournalLine.parse(Arrays.copyOfRange(bytes, start, at));
        if (entry.isEmpty()) {
          throw damaged(path, number);
        }
        remember(entry.get(), new Place(file, start, at - start));
        start = at + 1;
        number++;
      }
    }
    if (start < bytes.length) {
      if (!last) {
        throw damaged(path, number);
      }
      dropTail(file, start);
    }
  }

  private void dropTail(RandomAccessFile file, int start) throws IOException {
    if (access == Access.WRITE) {
      file.setLength(start);
      file.getFD().sync();
    }
  }

  private static BadInputException damaged(Path path, int line) {
    return new BadInputException(
        Diagnostic.error(
            "workspace.journal-damaged",
            path + ":" + line + ": this line of the journal is damaged.",
            "Restore the file, or delete the line: what it recorded is then computed anew."));
  }

  private RandomAccessFile growing() throws IOException {
    if (files.isEmpty() || files.getLast().length() >= FILE_LIMIT) {
      Path path = folder.resolve(String.format(Locale.ROOT, "%06d.ndjson", files.size() + 1));
      files.add(new RandomAccessFile(path.toFile(), "rw"));
      Durable.forceFolder(folder);
    }
    return files.getLast();
  }

  private static void write(RandomAccessFile file, byte[] line, long end) throws IOException {
    file.seek(end);
    file.write(line);
    file.getFD().sync();
  }

  private void remember(Entry entry, Place place) {
    places.add(place);
    latest.put(new Name(entry.kind(), entry.key()), place);
  }

  private Entry read(Place place) {
    byte[] line = new byte[place.length()];
    try {
      place.file().seek(place.offset());
      place.file().readFully(line);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the journal in " + folder, e);
    }
    return JournalLine.parse(line)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "The journal in " + folder + " was changed by another program."));
  }
}
