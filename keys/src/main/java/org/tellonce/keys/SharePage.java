package org.tellonce.keys;

import java.util.List;
import java.util.Locale;
import org.tellonce.protocol.custody.Ceremony;

/// What a custodian prints and locks away: the share in words, and what they are for. Whoever reads it has the share.
///
/// @see "keys.md, Words"
record SharePage(Ceremony ceremony, Share share) {

  String text() {
    int number = share.header().number();
    var page = new StringBuilder();
    page.append("TellOnce: share ").append(number).append(" of ").append(share.header().of()).append(", for ").append(ceremony.custodian(number))
        .append("\n\n");
    page.append("Epoch ").append(ceremony.epoch().number()).append(", size class ").append(ceremony.epoch().sizeClass().id()).append(", ceremony ")
        .append(ceremony.id()).append(" of ").append(ceremony.date()).append(".\n");
    page.append("Any ").append(ceremony.needed()).append(" of the ").append(ceremony.custodians().size())
        .append(" shares rebuild the linkage secret; fewer tell nothing.\n");
    page.append("Keep this page in a safe, apart from the others and from the share file. Show it to nobody, say it to nobody.\n\n");
    List<String> lines = ShareWords.of(share);
    for (int i = 0; i < lines.size(); i++) {
      page.append(String.format(Locale.ROOT, "%2d  %s%n", i + 1, lines.get(i)).replace(System.lineSeparator(), "\n"));
    }
    page.append(
        "\nThe last two words of each line check the eight before them. Typed in: tellonce keys combine --typed, or tellonce keys wrap --typed.\n");
    return page.toString();
  }
}
