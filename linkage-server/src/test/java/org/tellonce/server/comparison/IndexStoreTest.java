package org.tellonce.server.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.encoding.EncodedRow;
import org.tellonce.protocol.encoding.Suite;
import org.tellonce.protocol.encoding.Tag;
import org.tellonce.server.TestDatabase;
import org.tellonce.server.comparison.IndexStore.Change;
import org.tellonce.server.database.Database;
import org.tellonce.server.database.IndexKey;

/// What stands in the table of the index.
class IndexStoreTest {
  @TempDir
  private Path folder;

  private final IndexStore index = new IndexStore(IndexKey.random(new SecureRandom()), new SecureRandom());
  private final RecordRef record = new RecordRef(new AgencyId("school"), TestRecords.token(new Random(1)));
  private final EncodedRecord encoded = TestRecords.alone(record.token(), new Random(2));
  private final Set<Tag> tags = encoded.rows().stream().map(EncodedRow::tag).collect(Collectors.toSet());
  @RegisterExtension
  private final TestDatabase opened = new TestDatabase(() -> folder);

  @Test
  void noNonce_isUsedTwice() {
    List<String> nonces = new ArrayList<>();

    apply(new Change(record, Set.of(), encoded));
    nonces.addAll(nonces());
    apply(new Change(record, tags, encoded));
    nonces.addAll(nonces());

    assertThat(nonces).hasSize(2 * Suite.ROWS).doesNotHaveDuplicates();
  }

  @Test
  void recordThatGoes_leavesNoEntry() {
    apply(new Change(record, Set.of(), encoded));
    apply(new Change(record, tags, null));

    assertThat(entries()).isEmpty();
  }

  private void apply(Change change) {
    database().writing(handle -> index.apply(handle, List.of(change)));
  }

  private List<byte[]> entries() {
    return List.copyOf(TestIndex.entries(database()).values());
  }

  /// The twelve bytes after the mark of each entry.
  private List<String> nonces() {
    return entries().stream().map(sealed -> HexFormat.of().formatHex(Arrays.copyOfRange(sealed, 1, 13))).toList();
  }

  private Database database() {
    return opened.get();
  }
}
