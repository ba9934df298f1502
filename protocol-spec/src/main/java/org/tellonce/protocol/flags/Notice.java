package org.tellonce.protocol.flags;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Optional;
import org.tellonce.protocol.agreements.DirectoryUser;
import org.tellonce.protocol.encoding.RecordToken;
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
    LOCKED
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
    };
  }
}
