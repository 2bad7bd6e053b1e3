/**
 * What a router sees of the serving cluster. Plain Java 17 with no dependency: these sources are
 * copied into every generated project, so they carry no annotations of others. No parameter or
 * result is ever null.
 */
package dev.sds.kits.llmserving.api;
