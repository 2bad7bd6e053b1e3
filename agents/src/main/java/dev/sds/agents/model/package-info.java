/** Language models: which one to ask, what is asked, and what of a reply may be used. */
@NullMarked
package dev.sds.agents.model;

import org.jspecify.annotations.NullMarked;
