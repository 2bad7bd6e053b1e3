/** Properties that a requirement may mean, found from its English without a language model. */
@NullMarked
package dev.sds.artifacts.proposals;

import org.jspecify.annotations.NullMarked;
