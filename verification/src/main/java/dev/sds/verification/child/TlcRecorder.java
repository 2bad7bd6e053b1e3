package dev.sds.verification.child;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tlc2.output.EC;
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
    return lines;
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
}
