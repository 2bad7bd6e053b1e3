/**
 * A discrete-event simulator of replicas that batch continuously, prefill in chunks, keep the
 * key-value cache in paged memory and evict by recomputation. Deterministic to the bit: the same
 * trace, router and settings end in the same result. Semantics follow Vidur (Agrawal et al., MLSys
 * 2024) where it is sound; {@link dev.sds.kits.llmserving.simulator.Fidelity} names the one place
 * where it is not.
 */
@NullMarked
package dev.sds.kits.llmserving.simulator;

import org.jspecify.annotations.NullMarked;
