package dev.sds.evaluators.java;

/**
 * A type of the platform that a source uses by its full name or by an import, so that no other one
 * can be meant.
 *
 * @param name its full name, such as {@code java.io.File}
 */
public record NamedType(String name, String file, int line, int column) {}
