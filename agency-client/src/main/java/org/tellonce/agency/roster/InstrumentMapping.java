package org.tellonce.agency.roster;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tellonce.protocol.submission.Coverage;
import org.tellonce.protocol.submission.Form;
import org.tellonce.protocol.submission.Instrument;
import org.tellonce.protocol.submission.Mode;

/// What the names of instruments and forms in real rosters mean: `CSE-IT` `v2.0-es` is the CSE-IT, version 2.0, long form, in Spanish. Names are compared
/// without regard to case and to blanks, `_`, `.` or `-` in them.
public final class InstrumentMapping {

  /// What one name means.
  ///
  /// @param version as the protocol writes it, if the name tells one
  /// @param coverage what this instrument asks about
  /// @param validated languages (`en`) in which it is validated
  /// @param language the language that the name itself tells
  public record Meaning(Instrument instrument, Optional<String> version, Form form, Mode mode, Coverage coverage, Set<String> validated,
      Optional<String> language) {

    public Meaning {
      validated = Set.copyOf(validated);
    }

    private Meaning in(String spoken) {
      return new Meaning(instrument, version, form, mode, coverage, validated, Optional.of(spoken));
    }
  }

  /// What a name becomes that nobody knows: it covers little and is validated nowhere, so that nobody relies on it.
  public static final Meaning UNKNOWN = new Meaning(Instrument.LOCAL_OTHER, Optional.empty(), Form.SHORT, Mode.INTERVIEW, Coverage.SEX, Set.of(),
      Optional
          .empty());

  private static final Set<String> ENGLISH = Set.of("en");
  private static final Set<String> ENGLISH_AND_SPANISH = Set.of("en", "es");
  private static final Set<String> SUFFIX_LANGUAGES = Set.of("en", "es");

  /// The names that occur in rosters, and what they mean. Where a form is not told, the least that it can be.
  public static final InstrumentMapping BUILT_IN = new InstrumentMapping(Map.ofEntries( //
      name("HTST", "", meaning(Instrument.HTST, "", Form.SHORT, Mode.INTERVIEW, Coverage.BOTH, ENGLISH)), //
      name("HTST", "long", meaning(Instrument.HTST, "", Form.LONG, Mode.INTERVIEW, Coverage.BOTH, ENGLISH)), //
      name("HTST", "short", meaning(Instrument.HTST, "", Form.SHORT, Mode.INTERVIEW, Coverage.BOTH, ENGLISH)), //
      name("FL-HTST", "", meaning(Instrument.FL_HTST, "", Form.PRE_SCREEN, Mode.INTERVIEW, Coverage.BOTH, ENGLISH)), //
      name("FL-HTST", "full", meaning(Instrument.FL_HTST, "", Form.LONG, Mode.INTERVIEW, Coverage.BOTH, ENGLISH)), //
      name("FL-HTST", "pre-screen", meaning(Instrument.FL_HTST, "", Form.PRE_SCREEN, Mode.INTERVIEW, Coverage.BOTH, ENGLISH)), //
      name("TVIT", "", meaning(Instrument.TVIT, "", Form.SHORT, Mode.INTERVIEW, Coverage.BOTH, ENGLISH_AND_SPANISH)), //
      name("TVIT", "long", meaning(Instrument.TVIT, "", Form.LONG, Mode.INTERVIEW, Coverage.BOTH, ENGLISH_AND_SPANISH)), //
      name("TVIT", "short", meaning(Instrument.TVIT, "", Form.SHORT, Mode.INTERVIEW, Coverage.BOTH, ENGLISH_AND_SPANISH)), //
      name("CSE-IT", "", meaning(Instrument.CSE_IT, "", Form.BRIEF, Mode.INFORMATION_INTEGRATION, Coverage.SEX, ENGLISH)), //
      name("CSE-IT", "v1.0", meaning(Instrument.CSE_IT, "1.0", Form.LONG, Mode.INFORMATION_INTEGRATION, Coverage.SEX, ENGLISH)), //
      name("CSE-IT", "v2.0", meaning(Instrument.CSE_IT, "2.0", Form.LONG, Mode.INFORMATION_INTEGRATION, Coverage.SEX, ENGLISH)), //
      name("CSE-IT", "2.0", meaning(Instrument.CSE_IT, "2.0", Form.LONG, Mode.INFORMATION_INTEGRATION, Coverage.SEX, ENGLISH)), //
      name("CSE-IT", "brief", meaning(Instrument.CSE_IT, "", Form.BRIEF, Mode.INFORMATION_INTEGRATION, Coverage.SEX, ENGLISH)), //
      name("QYIT", "", meaning(Instrument.QYIT, "", Form.SHORT, Mode.INTERVIEW, Coverage.BOTH, ENGLISH)), //
      name("QYIT", "4-item", meaning(Instrument.QYIT, "4-item", Form.SHORT, Mode.INTERVIEW, Coverage.BOTH, ENGLISH)), //
      // The Short Screen for Child Sex Trafficking: not in the protocol's catalogue.
      name("SSCST", "", meaning(Instrument.LOCAL_OTHER, "sscst", Form.SHORT, Mode.INTERVIEW, Coverage.SEX, ENGLISH)), //
      name("SSCST", "6-item", meaning(Instrument.LOCAL_OTHER, "sscst-6-item", Form.SHORT, Mode.INTERVIEW, Coverage.SEX, ENGLISH))));

  private final Map<String, Meaning> meanings;

  private InstrumentMapping(Map<String, Meaning> meanings) {
    this.meanings = Map.copyOf(meanings);
  }

  /// The same with more names, which win over those that are known.
  ///
  /// @param more an instrument as it stands in a roster, or it, ` / ` and the form → what that means
  public InstrumentMapping with(Map<String, Meaning> more) {
    Map<String, Meaning> all = new HashMap<>(meanings);
    more.forEach((name, meaning) -> {
      int slash = name.indexOf(" / ");
      all.put(slash < 0 ? key(name, "") : key(name.substring(0, slash), name.substring(slash + 3)), meaning);
    });
    return new InstrumentMapping(all);
  }

  /// What an instrument's and a form's cell mean together; empty if nobody knows. A form may end in the language it is in.
  public Optional<Meaning> of(String instrument, String form) {
    Meaning whole = meanings.get(key(instrument, form));
    if (whole != null) {
      return Optional.of(whole);
    }
    int hyphen = Math.max(form.lastIndexOf('-'), form.lastIndexOf(' '));
    String last = form.substring(hyphen + 1).toLowerCase(Locale.ROOT);
    Meaning known = SUFFIX_LANGUAGES.contains(last) ? meanings.get(key(instrument, form.substring(0, Math.max(0, hyphen)))) : null;
    return Optional.ofNullable(known).map(meaning -> meaning.in(last));
  }

  private static String key(String instrument, String form) {
    return plain(instrument) + '/' + plain(form);
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[\\s_.-]", "");
  }

  private static Map.Entry<String, Meaning> name(String instrument, String form, Meaning meaning) {
    return Map.entry(key(instrument, form), meaning);
  }

  private static Meaning meaning(Instrument instrument, String version, Form form, Mode mode, Coverage coverage, Set<String> validated) {
    return new Meaning(instrument, version.isEmpty() ? Optional.empty() : Optional.of(version), form, mode, coverage, validated, Optional.empty());
  }
}
