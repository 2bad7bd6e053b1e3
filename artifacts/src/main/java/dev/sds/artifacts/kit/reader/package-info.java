/** Reads a kit's declarations, YAML files of its folder, into values. */
@NullMarked
package dev.sds.artifacts.kit.reader;

import org.jspecify.annotations.NullMarked;
