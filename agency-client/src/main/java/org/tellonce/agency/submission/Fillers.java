package org.tellonce.agency.submission;

import java.util.List;
import org.tellonce.agency.encoding.RecordEncoder;
import org.tellonce.protocol.submission.SubmittedRecord;

/// Records of nothing that hide how many records a night changed. They come from a fixed pool, so that they do not pile up at the server: the token belongs to
/// the slot, the bits to slot and submission, so that a filler sent again looks like a record that changed.
///
/// @see "submission.md, Fillers"
public final class Fillers implements NightPlan.FillerMaker {

  /// How many fillers an agency can have at the server at most: two nights' worth, so that not all of them change in one night.
  public static final int SLOTS = 64;

  /// No local id of a roster holds a NUL character: its line would be refused.
  private static final String NAME = "\0filler/";

  private final RecordEncoder encoder;

  /// @param encoder of the epoch that the submission belongs to
  public Fillers(RecordEncoder encoder) {
    this.encoder = encoder;
  }

  @Override
  public SubmittedRecord filler(int slot, long submission) {
    String name = NAME + slot;
    return new SubmittedRecord(encoder.filler(name, name + '/' + submission), true, List.of());
  }
}
