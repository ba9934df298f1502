package org.tellonce.agency.encoding;

import java.util.ArrayList;
import java.util.List;
import org.tellonce.agency.person.Person;
import org.tellonce.keys.HmacSha256;
import org.tellonce.keys.LinkageSecret;
import org.tellonce.keys.RecordKey;
import org.tellonce.protocol.encoding.Body;
import org.tellonce.protocol.encoding.Tag;

/// The two steps of a row, each alone: its keys, its body. Not for several threads at once.
public final class RowSteps {

  private final RecordKey recordKey;
  private final RowKeys.Maker rowKeys;
  private final BodyEncoder bodies = new BodyEncoder();

  public RowSteps(LinkageSecret linkageSecret, RecordKey recordKey) {
    this.recordKey = recordKey;
    rowKeys = new RowKeys.Maker(linkageSecret.secret(), linkageSecret.epoch());
  }

  /// The tags of a record's inputs; each brings its body key with it.
  public List<Tag> tags(List<PassInput> inputs) {
    List<Tag> tags = new ArrayList<>(inputs.size());
    for (PassInput input : inputs) {
      tags.add(rowKeys.of(input).tag());
    }
    return tags;
  }

  /// The bodies of a record under as many keys: the person's blocks once, then one encryption a body.
  public List<Body> bodies(String localId, Person person, List<byte[]> bodyKeys) {
    BodyBlocks blocks = BodyBlocks.of(person, NameShares.ofSuite(), RecordEncoder.missingBits(HmacSha256.under(recordKey.recordSecret(localId))));
    List<Body> made = new ArrayList<>(bodyKeys.size());
    for (byte[] key : bodyKeys) {
      made.add(bodies.encode(blocks, key));
    }
    return made;
  }
}
