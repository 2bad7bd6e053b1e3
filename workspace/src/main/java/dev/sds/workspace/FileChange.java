package dev.sds.workspace;

import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;

/** How much of a file a step would change, in lines. */
public record FileChange(String path, int added, int removed) {

  static FileChange of(String path, byte[] before, byte[] after) {
    int added = 0;
    int removed = 0;
    for (Edit edit :
        new HistogramDiff()
            .diff(RawTextComparator.DEFAULT, new RawText(before), new RawText(after))) {
      added += edit.getLengthB();
      removed += edit.getLengthA();
    }
    return new FileChange(path, added, removed);
  }
}
