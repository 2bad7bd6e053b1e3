package dev.sds.kits.llmserving.workload;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Properties;

/**
 * How long prompts and answers are. Some are inflated, as in Glia's request-routing experiment, so
 * that a few requests dwarf the rest; the total is capped by first capping the answer, then
 * trimming the prompt.
 *
 * @param prompt of prompts before inflation
 * @param decode of answers before inflation
 * @param pairing how an answer goes with its prompt
 * @param inflatedShare chance that a prompt, and independently an answer, is inflated
 * @param inflation factor of an inflated length
 * @param totalCap prompt and answer together at most, in tokens, at least 32
 */
public record Lengths(
    Mixture prompt,
    Mixture decode,
    Pairing pairing,
    double inflatedShare,
    double inflation,
    int totalCap) {

  /** Tokens left for the prompt when an answer fills the cap. */
  static final int LEAST_PROMPT = 16;

  public Lengths {
    if (!(inflatedShare >= 0 && inflatedShare <= 1) || !(inflation >= 1) || totalCap < 32) {
      throw new IllegalArgumentException(
          "inflated share %s, inflation %s, total cap %d"
              .formatted(inflatedShare, inflation, totalCap));
    }
    if (pairing == Pairing.BY_COMPONENT
        && prompt.components().size() != decode.components().size()) {
      throw new IllegalArgumentException(
          "%d kinds of prompts cannot be paired with %d kinds of answers"
              .formatted(prompt.components().size(), decode.components().size()));
    }
  }

  /** How an answer goes with its prompt. */
  public enum Pairing {
    /** Not at all: published chats correlate by 0.1. */
    INDEPENDENT,
    /** Prompts of a component have answers of the component in the same place. */
    BY_COMPONENT;

    private static Pairing of(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }

  /** Shapes whose parameters are shipped, in {@code lengths.properties}. */
  public enum Shape {
    /**
     * First turns of ShareGPT V3. Against the published lengths the mixtures' quantiles from 5% to
     * 95% are within 5%, the prompts' 99th percentile 7% low, the means within 3%. 5% of lengths
     * are inflated tenfold.
     */
    CHAT_LIKE,
    /** Summarisation of articles: long prompts, short answers. No inflation. */
    LONG_PROMPTS,
    /**
     * Two tasks behind one address: drafts, that is a line of instruction and a long text in
     * answer, and questions about a page, with the page in the prompt and a sentence in answer.
     * Made up, so that what a prompt's length says of its answer is known.
     */
    DRAFTS_AND_QUESTIONS;

    private String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** The shipped parameters of a shape. */
  public static Lengths of(Shape shape) {
    Properties all = load();
    return new Lengths(
        mixture(all, shape.key() + ".prompt"),
        mixture(all, shape.key() + ".decode"),
        Pairing.of(value(all, shape.key() + ".pairing")),
        number(all, shape.key() + ".inflated-share"),
        number(all, shape.key() + ".inflation"),
        (int) number(all, shape.key() + ".total-cap"));
  }

  private static Mixture mixture(Properties all, String key) {
    var components = new ArrayList<Mixture.Component>();
    for (String text : value(all, key + ".components").split(";", -1)) {
      String[] numbers = text.strip().split("\\s+", -1);
      components.add(
          new Mixture.Component(
              Double.parseDouble(numbers[0]),
              Double.parseDouble(numbers[1]),
              Double.parseDouble(numbers[2])));
    }
    return new Mixture(components, (int) number(all, key + ".most"));
  }

  private static double number(Properties all, String key) {
    return Double.parseDouble(value(all, key));
  }

  private static String value(Properties all, String key) {
    String text = all.getProperty(key);
    if (text == null) {
      throw new IllegalStateException("lengths.properties lacks " + key);
    }
    return text.strip();
  }

  private static Properties load() {
    var properties = new Properties();
    try (InputStream in =
        Lengths.class.getResourceAsStream("/dev/sds/kits/llmserving/lengths.properties")) {
      if (in == null) {
        throw new IllegalStateException("lengths.properties is missing from the kit");
      }
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }
}
