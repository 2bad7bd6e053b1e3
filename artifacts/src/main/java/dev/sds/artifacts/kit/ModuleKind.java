package dev.sds.artifacts.kit;

/**
 * A part that architectures are made of.
 *
 * @param javaInterface the environment interface its code implements; empty for a part that is
 *     given, not generated
 */
public record ModuleKind(String name, String doc, String javaInterface) {}
