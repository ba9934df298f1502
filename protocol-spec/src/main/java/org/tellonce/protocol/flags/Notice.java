package org.tellonce.protocol.flags;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.tellonce.protocol.agreements.DirectoryUser;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.json.CanonicalJson;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;
import org.tellonce.protocol.json.Word;

/// What an agency is told by itself.
///
/// @see "flags.md, Notices"
public sealed interface Notice extends JsonValue {

  /// How it stands in JSON.
  JsonKind<Notice> JSON = JsonKind.object(Notice::read);

  /// The words that tell them apart.
  enum Kind implements Word {
    OPENED,
    CORRECTED,
    LOCKED,
    ALIKE,
    NEW_ROWS,
    LIFTED
  }

  /// Somebody was shown a screening of an own record.
  ///
  /// @param week the Monday of the week in which it was
  /// @param viewer the name of the agency that asked, if it may be told
  record Opened(RecordToken token, LocalDate week, Optional<String> viewer) implements Notice {
    /// @throws IllegalArgumentException if a week does not begin on a Monday
    public Opened {
      if (week.getDayOfWeek() != DayOfWeek.MONDAY) {
        throw new IllegalArgumentException("a week begins on a Monday");
      }
    }

    @Override
    public ObjectNode toJson() {
      ObjectNode json = begin(Kind.OPENED).put("token", token.toString()).put("week", week.toString());
      viewer.ifPresent(name -> json.put("viewer", name));
      return json;
    }
  }

  /// What an answer showed to this agency was not of the young person who was asked about.
  record CorrectedAnswer(AnswerId answer) implements Notice {
    @Override
    public ObjectNode toJson() {
      return begin(Kind.CORRECTED).put("answer", answer.hex());
    }
  }

  /// A screening of an own record was shown for another young person.
  record CorrectedRecord(RecordToken token) implements Notice {
    @Override
    public ObjectNode toJson() {
      return begin(Kind.CORRECTED).put("token", token.toString());
    }
  }

  /// A user of the agency is locked until its directory clears them.
  record Locked(String user) implements Notice {
    /// @throws IllegalArgumentException if the pseudonym has another form
    public Locked {
      DirectoryUser.requirePseudonym(user);
    }

    @Override
    public ObjectNode toJson() {
      return begin(Kind.LOCKED).put("user", user);
    }
  }

  /// Rows of the agency that look like one young person wait.
  ///
  /// @param rows how many hang together
  /// @param tokens of those that came to wait, the first few in ascending order
  record Alike(long rows, List<RecordToken> tokens) implements Notice {
    /// How many tokens a notice names.
    public static final int MAX_TOKENS = 8;

    /// @throws IllegalArgumentException if it names none, or too many
    public Alike {
      tokens = List.copyOf(tokens);
      if (tokens.isEmpty() || tokens.size() > MAX_TOKENS) {
        throw new IllegalArgumentException("1 to " + MAX_TOKENS + " tokens");
      }
    }

    @Override
    public ObjectNode toJson() {
      ObjectNode json = begin(Kind.ALIKE).put("rows", rows);
      ArrayNode list = json.putArray("tokens");
      tokens.forEach(token -> list.add(token.toString()));
      return json;
    }
  }

  /// More new rows came on a day than usual, and wait.
  ///
  /// @param rows how many
  /// @param usual how many come on other days
  record NewRows(LocalDate day, long rows, long usual) implements Notice {
    @Override
    public ObjectNode toJson() {
      return begin(Kind.NEW_ROWS).put("day", day.toString()).put("rows", rows).put("usual", usual);
    }
  }

  /// The shield over an own record was lifted.
  ///
  /// @param user who did, by pseudonym
  /// @param at when, to the second
  /// @param until when it is there again by itself
  record Lifted(RecordToken token, String user, Instant at, Instant until) implements Notice {
    /// @throws IllegalArgumentException if the pseudonym has another form, or a time is not whole seconds
    public Lifted {
      DirectoryUser.requirePseudonym(user);
      if (!at.equals(at.truncatedTo(ChronoUnit.SECONDS)) || !until.equals(until.truncatedTo(ChronoUnit.SECONDS))) {
        throw new IllegalArgumentException("a notice's times are whole seconds");
      }
    }

    @Override
    public ObjectNode toJson() {
      return begin(Kind.LIFTED).put("token", token.toString()).put("user", user).put("at", at.getEpochSecond()).put("until", until.getEpochSecond());
    }
  }

  private static ObjectNode begin(Kind kind) {
    return JsonNodeFactory.instance.objectNode().put("kind", kind.word());
  }

  private static Optional<Notice> read(JsonReader in) {
    Field<Kind> kind = in.field("kind", JsonKind.word(Kind.class));
    if (!in.isSound()) {
      return Optional.empty();
    }
    return switch (kind.get()) {
      case OPENED -> {
        Field<RecordToken> token = in.field("token", JsonKind.parsed(RecordToken::parse));
        Field<LocalDate> week = in.field("week", JsonKind.DATE);
        Field<Optional<String>> viewer = in.optional("viewer", JsonKind.line(100));
        yield in.build(() -> new Opened(token.get(), week.get(), viewer.get()));
      }
      case CORRECTED -> {
        Field<Optional<AnswerId>> answer = in.optional("answer", AnswerId.JSON);
        Field<Optional<RecordToken>> token = in.optional("token", JsonKind.parsed(RecordToken::parse));
        if (in.isSound() && answer.get().isPresent() == token.get().isPresent()) {
          in.problem("answer", "either an answer or a token");
        }
        yield in.build(() -> answer.get().<Notice>map(CorrectedAnswer::new).orElseGet(() -> new CorrectedRecord(token.get().orElseThrow())));
      }
      case LOCKED -> {
        Field<String> user = in.field("user", DirectoryUser.PSEUDONYM);
        yield in.build(() -> new Locked(user.get()));
      }
      case ALIKE -> {
        Field<Long> rows = in.field("rows", JsonKind.integer(1, CanonicalJson.MAX_INTEGER));
        Field<List<RecordToken>> tokens = in.field("tokens", JsonKind.list(1, Alike.MAX_TOKENS, JsonKind.parsed(RecordToken::parse)));
        yield in.build(() -> new Alike(rows.get(), tokens.get()));
      }
      case NEW_ROWS -> {
        Field<LocalDate> day = in.field("day", JsonKind.DATE);
        Field<Long> rows = in.field("rows", JsonKind.integer(1, CanonicalJson.MAX_INTEGER));
        Field<Long> usual = in.field("usual", JsonKind.integer(0, CanonicalJson.MAX_INTEGER));
        yield in.build(() -> new NewRows(day.get(), rows.get(), usual.get()));
      }
      case LIFTED -> {
        Field<RecordToken> token = in.field("token", JsonKind.parsed(RecordToken::parse));
        Field<String> user = in.field("user", DirectoryUser.PSEUDONYM);
        Field<Instant> at = in.field("at", JsonKind.TIME);
        Field<Instant> until = in.field("until", JsonKind.TIME);
        yield in.build(() -> new Lifted(token.get(), user.get(), at.get(), until.get()));
      }
    };
  }
}
