package org.tellonce.rehearsal.county;

import static org.tellonce.rehearsal.county.ErrorKind.*;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Writes a young person down as an agency does, with what goes wrong on the way.
final class Scribe {
  private static final int YOUNGEST_SCREENED = 9;
  private static final int SCREENING_MONTHS = 48;

  private final NameStock names;
  private final Places places;
  private final AgencyView agency;
  private final Rates rates;
  private final Register register;
  private final LocalDate asOf;

  /// @param asOf the day of writing
  Scribe(NameStock names, Places places, AgencyView agency, Register register, LocalDate asOf) {
    this.names = names;
    this.places = places;
    this.agency = agency;
    this.rates = register.rates(agency.rates());
    this.register = register;
    this.asOf = asOf;
  }

  /// A row without a local id.
  RosterRow row(Youth youth, Dice dice) {
    var page = new Page(youth, dice);
    page.name();
    page.birth();
    page.sex();
    page.address();
    page.phone();
    page.guardian();
    page.numbers();
    page.screening();
    page.standing();
    page.hand();
    page.cells.keySet().removeAll(register.unasked());
    return new RosterRow(youth.id(), youth.home().id(), page.cells, page.errors);
  }

  /// One row while it is written.
  private final class Page {
    private final Youth youth;
    private final Home home;
    private final Dice dice;
    private final Map<Field, String> cells = new EnumMap<>(Field.class);
    private final Set<ErrorKind> errors = EnumSet.noneOf(ErrorKind.class);

    Page(Youth youth, Dice dice) {
      this.youth = youth;
      this.home = youth.home();
      this.dice = dice;
    }

    /// Whether a thing goes wrong here; if so, it is noted.
    private boolean wrong(ErrorKind kind) {
      double rate = rates.of(kind);
      if (rate > 0 && dice.falls(rate)) {
        errors.add(kind);
        return true;
      }
      return false;
    }

    /// The same for a thing that goes wrong for some more often than for others.
    private boolean wrong(ErrorKind kind, Habit habit, boolean has) {
      if (dice.falls(habit.rate(rates.of(kind), has))) {
        errors.add(kind);
        return true;
      }
      return false;
    }

    private boolean wrong(ErrorKind kind, Habit habit) {
      return wrong(kind, habit, youth.habits().contains(habit));
    }

    private void name() {
      String given = youth.given();
      String middle = youth.middle();
      String family = youth.family();
      if (wrong(FALSE_IDENTITY, Habit.FALSE_IDENTITY)) {
        Youth.Identity said = dice.falls(0.3) ? youth.alias()
            : new Youth.Identity(names.given(home.heritage(), youth.sex(), dice), names.surname(home.heritage(), dice), stranger());
        cells.put(Field.DATE_OF_BIRTH, said.born().toString());
        given = said.given();
        family = said.family();
        middle = "";
      } else {
        given = givenName(middle);
        family = surname(family);
        middle = middleName(middle, given);
        if (errors.contains(MIDDLE_MERGED)) {
          given = given + ' ' + youth.middle();
        }
      }
      given = wrong(TYPO_GIVEN) ? typed(given) : given;
      family = wrong(TYPO_FAMILY) && family.length() > 1 ? typed(family) : family;
      if (wrong(NAME_PARTIAL)) {
        family = dice.falls(0.4) ? "Unknown" : dice.falls(0.4) ? "" : dice.falls(0.15) ? "Doe" : family.isEmpty() ? "" : family.substring(0, 1);
      }
      if (youth.sex() == Sex.BOY && wrong(SUFFIX)) {
        String suffix = dice.falls(0.7) ? "Jr" : dice.oneOf(List.of("II", "III"));
        if (dice.falls(0.9)) {
          cells.put(Field.SUFFIX, suffix);
        } else {
          family = family + ' ' + suffix;
        }
      }
      if (!family.isEmpty() && wrong(SWAPPED)) {
        String kept = given;
        given = family;
        family = kept;
      }
      given = wrong(GIVEN_MISSING) ? "" : given;
      family = wrong(SURNAME_MISSING) ? "" : family;
      cells.put(Field.GIVEN_NAME, marks(given));
      cells.put(Field.MIDDLE_NAME, marks(middle));
      cells.put(Field.FAMILY_NAME, marks(family));
      cells.computeIfPresent(Field.PREFERRED_NAME, (_, preferred) -> marks(preferred));
    }

    /// A slip of a key or several.
    private String typed(String name) {
      String typed = Spelling.typo(name, dice);
      while (register.nextTypo() > 0 && typed.length() > 1 && dice.falls(register.nextTypo())) {
        typed = Spelling.typo(typed, dice);
      }
      return typed;
    }

    private String givenName(String middle) {
      if (wrong(GIVEN_CHANGED, Habit.CHOSEN_NAME)) {
        if (!middle.isEmpty() && !youth.chosenOfOtherSex()) {
          return middle;
        }
        if (youth.chosenOfOtherSex()) {
          errors.add(SEX_CHANGED);
        }
        return youth.chosenGiven();
      }
      String nickname = dice.falls(0.9) ? youth.nickname() : names.nickname(youth.given(), dice);
      if (wrong(NICKNAME, Habit.NICKNAME)) {
        return nickname;
      }
      if (dice.falls(rates.of("preferred_name"))) {
        cells.put(Field.PREFERRED_NAME, dice.falls(0.8) ? nickname : youth.chosenGiven());
      }
      return youth.given();
    }

    private String surname(String own) {
      if (wrong(SURNAME_CHANGED, Habit.OTHER_SURNAME)) {
        String other = dice.falls(0.92) ? youth.chosenSurname() : names.surname(home.heritage(), dice);
        return other.hashCode() % 5 == 0 && own.matches("\\p{L}+") ? own + '-' + other : other;
      }
      String[] parts = own.split("[ -]", -1);
      if (isDouble(own) && wrong(TWO_SURNAME_VARIANT)) {
        String first = own.substring(0, own.length() - parts[parts.length - 1].length() - 1);
        String last = parts[parts.length - 1];
        double fall = dice.share();
        return fall < 0.5 ? first : fall < 0.72 ? last : fall < 0.86 ? (own.indexOf('-') > 0 ? first + ' ' + last : first + '-' + last) : fall < 0.95
            ? last + ' ' + first
            : first + last.toLowerCase(Locale.ROOT);
      }
      return own;
    }

    /// Two surnames, not one with particles.
    private boolean isDouble(String own) {
      return own.indexOf('-') > 0 || own.indexOf(' ') > 0 && !own.matches("(De|Del|Dela) .*|De La .*");
    }

    private String middleName(String middle, String given) {
      if (middle.isEmpty() || given.equals(middle) || wrong(MIDDLE_MISSING)) {
        return "";
      }
      if (wrong(MIDDLE_INITIAL)) {
        return middle.substring(0, 1);
      }
      return wrong(MIDDLE_MERGED) ? "" : middle;
    }

    private String marks(String name) {
      if (name.chars().allMatch(c -> c < 128)) {
        return name;
      }
      if (wrong(DIACRITICS_MANGLED)) {
        return Spelling.mangled(name);
      }
      return wrong(DIACRITICS_DROPPED) ? Spelling.withoutMarks(name) : name;
    }

    private LocalDate stranger() {
      LocalDate born = youth.born().plusDays(dice.below(4_400) - 2_200L);
      return born.isBefore(asOf.minusYears(6)) ? born : born.minusYears(6);
    }

    private void birth() {
      LocalDate born = LocalDate.parse(cells.getOrDefault(Field.DATE_OF_BIRTH, youth.born().toString()));
      String written = born.toString();
      boolean exchangeable = born.getDayOfMonth() <= 12 && born.getDayOfMonth() != born.getMonthValue();
      if (wrong(DOB_MISSING)) {
        written = "";
      } else if (wrong(DOB_DEFAULT)) {
        written = born.getYear() + (dice.falls(0.7) ? 0 : dice.falls(0.5) ? 1 : -1) + "-01-01";
      } else if (wrong(DOB_DIGIT)) {
        written = digitWrong(born).toString();
      } else if (wrong(DOB_ANY_DIGIT)) {
        written = Spelling.otherDigit(written, 2, dice);
      } else if (exchangeable && wrong(DOB_SWAP)) {
        written = LocalDate.of(born.getYear(), born.getDayOfMonth(), born.getMonthValue()).toString();
      } else if (wrong(DOB_YEAR)) {
        written = born.plusYears(dice.falls(0.5) ? 1 : -1).toString();
      }
      cells.put(Field.DATE_OF_BIRTH, written);
    }

    /// The date with another day or month, as one wrong key makes it.
    private LocalDate digitWrong(LocalDate born) {
      LocalDate wrong;
      do {
        wrong = dice.falls(0.7) ? born.withDayOfMonth(1) : born.withMonth(1 + dice.below(12)).withDayOfMonth(1);
        int day = dice.falls(0.6) ? born.getDayOfMonth() / 10 * 10 + dice.below(10) : dice.below(4) * 10 + born.getDayOfMonth() % 10;
        day = wrong.getMonth() == born.getMonth() ? day : born.getDayOfMonth();
        wrong = day >= 1 && day <= wrong.lengthOfMonth() ? wrong.withDayOfMonth(day) : born;
      } while (wrong.equals(born));
      return wrong;
    }

    private void sex() {
      String letter = errors.contains(SEX_CHANGED) ? dice.oneOf(List.of(youth.sex().other().letter(), youth.sex().other().letter(), "X")) : youth
          .sex().letter();
      if (wrong(SEX_MISSING)) {
        letter = dice.oneOf(List.of("", "U"));
      } else if (wrong(SEX_WRONG)) {
        letter = youth.sex().other().letter();
      }
      cells.put(Field.SEX, letter);
    }

    private void address() {
      Places.Address address = home.addresses().getFirst();
      if (wrong(ADDRESS_MOVED, Habit.MOVING, home.moves())) {
        address = home.addresses().get(dice.former(home.addresses().size() - 1));
      }
      if (wrong(ADDRESS_MISSING)) {
        return;
      }
      if (wrong(ADDRESS_HOMELESS)) {
        cells.put(Field.ADDRESS, places.homeless(dice));
        if (dice.falls(0.5)) {
          cells.put(Field.CITY, address.city());
        }
      } else if (wrong(ADDRESS_FACILITY)) {
        int number = dice.below(agency.facilities().size());
        cells.put(Field.ADDRESS, agency.facilities().get(number));
        cells.put(Field.CITY, "Port Amity");
        cells.put(Field.ZIP, "9890" + (1 + number));
      } else {
        String line = wrong(ADDRESS_NUMBER) ? (dice.falls(0.5) ? "" : 10 + dice.below(290) + " ") + address.line().replaceFirst("^[0-9]+ ", "")
            : address.line();
        cells.put(Field.ADDRESS, wrong(ADDRESS_TYPO) ? Spelling.typo(line, dice) : line);
        cells.put(Field.CITY, address.city());
        cells.put(Field.ZIP, !wrong(ZIP_DIGIT) ? address.zip() : dice.falls(0.5) ? Spelling.exchangedDigits(address.zip(), dice) : Spelling
            .otherDigit(address.zip(), 0, dice));
      }
      if (cells.containsKey(Field.CITY)) {
        cells.put(Field.STATE, "CA");
      }
    }

    private void phone() {
      if (wrong(PHONE_MISSING)) {
        return;
      }
      String phone = wrong(PHONE_CHANGED, Habit.NEW_PHONES, home.changesPhones()) ? home.phones().get(dice.former(home.phones().size() - 1)) : home
          .phones().getFirst();
      if (wrong(PHONE_DIGIT)) {
        char[] digits = phone.toCharArray();
        int at = 6 + dice.below(4);
        digits[at] = (char) ('0' + (digits[at] - '0' + 1 + dice.below(9)) % 10);
        phone = new String(digits);
      }
      cells.put(Field.PHONE, agency.style().phone().write(phone));
    }

    private void guardian() {
      boolean missing = wrong(GUARDIAN_MISSING);
      if (missing || errors.contains(FALSE_IDENTITY)) {
        errors.add(GUARDIAN_MISSING);
        return;
      }
      Home.Guardian guardian = wrong(GUARDIAN_DIFFERS) ? dice.oneOf(home.guardians().subList(1, home.guardians().size())) : home.guardians()
          .getFirst();
      String given = Spelling.withoutMarks(guardian.given());
      String family = Spelling.withoutMarks(guardian.surname());
      cells.put(Field.GUARDIAN_NAME, agency.style().surnameFirst() ? family + ", " + given : given + ' ' + family);
    }

    private void numbers() {
      if (!wrong(SSN_MISSING)) {
        cells.put(Field.SSN_LAST4, wrong(SSN_WRONG) ? dice.digits(4) : youth.ssnLast4());
      }
      if (!dice.falls(rates.of("school_id_missing"))) {
        cells.put(Field.SCHOOL_ID, wrong(SCHOOL_ID_WRONG) ? dice.digits(10) : youth.schoolId());
      }
    }

    private void screening() {
      LocalDate on = asOf.minusDays(dice.below((int) ChronoUnit.DAYS.between(asOf.minusMonths(SCREENING_MONTHS), asOf)));
      if (!dice.falls(agency.screened() / 100.0) || youth.age(on) < YOUNGEST_SCREENED) {
        return;
      }
      String[] instrument = dice.oneOf(agency.instruments()).split("/", -1);
      cells.put(Field.SCREENING_INSTRUMENT, instrument[0]);
      cells.put(Field.SCREENING_FORM, instrument[1]);
      cells.put(Field.SCREENING_DATE, on.toString());
    }

    /// Open case, legal basis and consent.
    private void standing() {
      cells.put(Field.LANGUAGE, home.language());
      boolean consent = agency.consents() >= 0 && dice.falls(agency.consents() / 100.0);
      cells.put(Field.OPEN_CASE, dice.falls(agency.openCases() / 100.0) ? "yes" : "no");
      cells.put(Field.LEGAL_BASIS, agency.legalBasis());
      if (consent) {
        cells.put(Field.CONSENT_REFERENCE, "C-" + dice.digits(6));
        cells.put(Field.CONSENT_UNTIL, asOf.plusDays(dice.below(400) - 30L).toString());
      }
    }

    /// Capitals, blanks and strokes of the pen.
    private void hand() {
      List<Field> written = new ArrayList<>(List.of(Field.GIVEN_NAME, Field.MIDDLE_NAME, Field.FAMILY_NAME, Field.SUFFIX, Field.PREFERRED_NAME,
          Field.ADDRESS, Field.CITY,
          Field.GUARDIAN_NAME));
      written.removeIf(field -> cells.getOrDefault(field, "").isEmpty());
      if (agency.style().capitals()) {
        written.forEach(field -> cells.computeIfPresent(field, (_, text) -> text.toUpperCase(Locale.ROOT)));
      }
      if (wrong(CASE)) {
        written.forEach(field -> cells.computeIfPresent(field, (_, text) -> agency.style().capitals() ? dice.falls(0.5) ? text.toLowerCase(
            Locale.ROOT) : text.substring(0,
                1) + text.substring(1).toLowerCase(Locale.ROOT) : text.toUpperCase(Locale.ROOT)));
      }
      written.retainAll(List.of(Field.GIVEN_NAME, Field.FAMILY_NAME));
      if (!written.isEmpty() && wrong(PUNCTUATION)) {
        cells.computeIfPresent(dice.oneOf(written), (_, text) -> text + dice.oneOf(List.of(".", "*", ",", "'")));
      }
      if (!written.isEmpty() && wrong(WHITESPACE)) {
        cells.computeIfPresent(dice.oneOf(written), (_, text) -> dice.falls(0.5) ? text + ' ' : ' ' + text);
      }
    }
  }
}
