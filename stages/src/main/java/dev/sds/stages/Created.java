package dev.sds.stages;

import dev.sds.artifacts.kit.CreationReport;
import dev.sds.artifacts.kit.Kit;

/**
 * What a creator wrote.
 *
 * @param kit that knows all of it
 * @param author who proposes it, together with whoever proposed before
 */
public record Created(Kit kit, Author author, CreationReport report) {}
