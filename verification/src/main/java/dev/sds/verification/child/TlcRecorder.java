package dev.sds.verification.child;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tlc2.module.TLC;
import tlc2.output.EC;
import tlc2.output.MP;
import tlc2.output.MPRecorder;
import tlc2.output.Message;
import tlc2.output.OutputCollector;
import tlc2.tool.TLCStateInfo;

/** Keeps what TLC says, as objects. */
final class TlcRecorder extends MPRecorder {

  private static final int MAX_MESSAGES = 50;

  private final List<TLCStateInfo> trace = new ArrayList<>();
  private final List<Line> messages = new ArrayList<>();
  private final Map<String, Line> taken = new LinkedHashMap<>();
  private Line statistics = Line.of("stats", "0", "0", "0");
  private String depth = "0";
  private boolean stutters;
  private final Printed printed = new Printed();
  private final BufferedWriter output = new BufferedWriter(printed);

  /**
   * Lets TLC tell all that it finds, and models what they print by Print and PrintT; to be called
   * when its unique strings are there, as its module TLC has some.
   */
  void install() {
    MP.setRecorder(this);
    TLC.OUTPUT = output;
  }

  @Override
  public synchronized void record(int code, Object... parameters) {
    switch (code) {
      case EC.TLC_STATE_PRINT2 -> trace.add((TLCStateInfo) parameters[0]);
      case EC.TLC_STATE_PRINT3 -> stutters = true;
      case EC.TLC_STATS -> statistics = new Line("stats", texts(parameters));
      case EC.TLC_SEARCH_DEPTH -> depth = Objects.toString(parameters[0]);
      case EC.TLC_COVERAGE_NEXT -> {
        String name = Objects.toString(parameters[0]).replaceAll("^<(\\w+) .*", "$1");
        taken.put(name, Line.of("taken", name, Objects.toString(parameters[2])));
      }
      default -> {}
    }
  }

  synchronized List<TLCStateInfo> trace() {
    return List.copyOf(trace);
  }

  /**
   * The trace with the step that closes its loop, if it has one: TLC says only to which state that
   * leads, and by which action.
   */
  List<TLCStateInfo> closedTrace() {
    List<TLCStateInfo> closed = new ArrayList<>(trace());
    for (Message message : List.copyOf(OutputCollector.getAllMessages())) {
      if (message.getMessageCode() == EC.TLC_BACK_TO_STATE) {
        String[] told = message.getParameters();
        int number = Integer.parseInt(told[0].strip());
        if (number >= 1 && number <= closed.size()) {
          String action = told.length > 1 ? told[1].strip() : "";
          closed.add(new TLCStateInfo(closed.get(number - 1).state, action));
        }
        break;
      }
    }
    return closed;
  }

  /** Everything but the trace; to be called when TLC is done. */
  synchronized List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    lines.add(statistics);
    lines.add(Line.of("depth", depth));
    lines.addAll(taken.values());
    if (stutters) {
      lines.add(Line.of("stutters"));
    }
    for (Message message : OutputCollector.getAllMessages()) {
      keep(message);
    }
    lines.addAll(messages);
    lines.addAll(printed());
    return lines;
  }

  private List<Line> printed() {
    try {
      output.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return printed.lines();
  }

  private void keep(Message message) {
    int code = message.getMessageCode();
    if (code == EC.TLC_BACK_TO_STATE) {
      messages.add(Line.of("back", message.getParameters()[0]));
    } else if (message.getMessageClass() == 1 || message.getMessageClass() == 2) {
      if (messages.size() < MAX_MESSAGES) {
        List<String> fields = new ArrayList<>();
        fields.add(Integer.toString(code));
        fields.addAll(Arrays.asList(message.getParameters()));
        messages.add(new Line("message", fields));
      }
    }
  }

  private static List<String> texts(Object[] parameters) {
    return Arrays.stream(parameters).map(Objects::toString).toList();
  }

  /** What a model prints by Print and PrintT: its first lines, and how many there were. */
  private static final class Printed extends Writer {

    private static final int MOST_LINES = 50;
    private static final int LONGEST = 100_000;

    private final StringBuilder first = new StringBuilder();
    private long lines;

    /** The first lines, and how many were left out. */
    List<Line> lines() {
      synchronized (lock) {
        List<Line> told =
            new ArrayList<>(
                first.toString().lines().map(line -> Line.of("printed", line)).toList());
        if (lines > MOST_LINES) {
          told.add(Line.of("printed", "... and " + (lines - MOST_LINES) + " more lines"));
        }
        return told;
      }
    }

    @Override
    public void write(char[] text, int offset, int length) {
      synchronized (lock) {
        for (int i = offset; i < offset + length; i++) {
          if (lines < MOST_LINES && first.length() < LONGEST) {
            first.append(text[i]);
          }
          if (text[i] == '\n') {
            lines++;
          }
        }
      }
    }

    @Override
    public void flush() {
      // Nothing is held back.
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
