/** How values are written in Markdown, Mermaid and YAML. */
@NullMarked
package dev.sds.artifacts.documents.markup;

import org.jspecify.annotations.NullMarked;
