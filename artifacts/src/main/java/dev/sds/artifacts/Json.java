package dev.sds.artifacts;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.artifacts.protocol.Counterexample;
import dev.sds.artifacts.protocol.TraceOutcome;
import dev.sds.spec.Check;
import dev.sds.spec.Setting;
import java.util.List;
import java.util.Map;

/**
 * Values as JSON and back: the product's only JSON. Properties are sorted, so that equal values
 * give equal texts.
 */
public final class Json {

  private static final List<Class<?>> SEALED =
      List.of(
          Evidence.class,
          Verdict.class,
          CheckOutcome.class,
          TraceOutcome.class,
          Check.class,
          Setting.class);
  private static final ObjectMapper MAPPER = mapper();

  private Json() {}

  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("A " + value.getClass().getName() + " is not JSON.", e);
    }
  }

  /** A list whose elements say which kind of their sealed type they are. */
  public static <T> String writeList(List<T> values, Class<T> type) {
    try {
      return MAPPER
          .writerFor(MAPPER.getTypeFactory().constructCollectionType(List.class, type))
          .writeValueAsString(values);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("A list of " + type.getName() + " is not JSON.", e);
    }
  }

  public static String pretty(Object value) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("A " + value.getClass().getName() + " is not JSON.", e);
    }
  }

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException if the text is no JSON of that type
   */
  public static <T> T read(String text, Class<T> type) {
    try {
      return MAPPER.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not the JSON of a " + type.getSimpleName() + ".", e);
    }
  }

  public static <T> List<T> readList(String text, Class<T> type) {
    try {
      return MAPPER.readValue(
          text, MAPPER.getTypeFactory().constructCollectionType(List.class, type));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not a JSON list of " + type.getSimpleName() + ".", e);
    }
  }

  public static Map<String, Object> readTree(String text) {
    try {
      return MAPPER.readValue(text, new TypeReference<Map<String, Object>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not a JSON object.", e);
    }
  }

  private static ObjectMapper mapper() {
    JsonMapper.Builder builder =
        JsonMapper.builder()
            .configure(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY, true)
            .configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true)
            .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
            .visibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
            .visibility(PropertyAccessor.CREATOR, JsonAutoDetect.Visibility.ANY);
    builder.addMixIn(Counterexample.class, WithoutNulls.class);
    builder.addMixIn(Counterexample.LoopBack.class, ByKind.class);
    subtypes(builder, Counterexample.LoopBack.class);
    for (Class<?> type : SEALED) {
      builder.addMixIn(type, ByKind.class);
      subtypes(builder, type);
    }
    return builder.build();
  }

  private static void subtypes(JsonMapper.Builder builder, Class<?> type) {
    Class<?>[] permitted = type.getPermittedSubclasses();
    if (permitted != null) {
      for (Class<?> subtype : permitted) {
        builder.registerSubtypes(new NamedType(subtype, subtype.getSimpleName()));
      }
    }
  }

  /** What a value does not have is left out. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private interface WithoutNulls {}

  /** A sealed value says which of its kinds it is. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
  private interface ByKind {}
}
