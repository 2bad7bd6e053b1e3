/** YAML as trees with places: reading with limits and explained errors, and writing. */
@NullMarked
package dev.sds.spec.yaml;

import org.jspecify.annotations.NullMarked;
