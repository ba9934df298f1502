package org.tellonce.protocol.flags;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.agreements.DirectoryUser;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;
import org.tellonce.protocol.json.Word;

/// What an agency says of the shield over a record of its own: as long as it is shielded, others see neither flag nor pointer of it.
///
/// @param token of the agency's own record
/// @param user the pseudonym of the person who decided
/// @param minutes how long it is lifted, 1 to 480; of nothing else
/// @see "flags.md, Shield"
public record Shield(RecordToken token, State state, Reason reason, String user, Optional<Integer> minutes) implements JsonValue {

  /// How long a message may be.
  public static final int MAX_BYTES = 1_000;

  /// How long a shield can be lifted, in minutes.
  public static final int MAX_MINUTES = 480;

  /// How the minutes stand in JSON.
  public static final JsonKind<Integer> MINUTES = JsonKind.count(1, MAX_MINUTES);

  private static final JsonKind<Shield> JSON = JsonKind.object(Shield::read);

  /// What becomes of it.
  public enum State implements Word {
    /// It is there.
    SET,
    /// It is away for some minutes, then there again by itself.
    LIFTED,
    /// It is gone.
    ENDED
  }

  /// Why.
  public enum Reason implements Word {
    SAFETY("The young person's safety"),
    STAFF_FAMILY("Somebody of the young person's family works at an agency"),
    COURT("A court said so"),
    YOUTH_ASKED("The young person asked for it"),
    OTHER("Another reason");

    private final String wording;

    Reason(String wording) {
      this.wording = wording;
    }

    /// What people read.
    public String wording() {
      return wording;
    }
  }

  /// @throws IllegalArgumentException if the pseudonym has another form, or the minutes do not fit
  public Shield {
    DirectoryUser.requirePseudonym(user);
    if ((state == State.LIFTED) != minutes.isPresent()) {
      throw new IllegalArgumentException("minutes stand where a shield is lifted, and only there");
    }
    if (minutes.filter(count -> count < 1 || count > MAX_MINUTES).isPresent()) {
      throw new IllegalArgumentException("not 1 to " + MAX_MINUTES + " minutes");
    }
  }

  /// The body of `POST /v1/shields`.
  public static Parsed<Shield> parse(byte[] bytes) {
    return JSON.parse(bytes, MAX_BYTES);
  }

  private static Optional<Shield> read(JsonReader in) {
    Field<RecordToken> token = in.field("token", JsonKind.parsed(RecordToken::parse));
    Field<State> state = in.field("state", JsonKind.word(State.class));
    Field<Reason> reason = in.field("reason", JsonKind.word(Reason.class));
    Field<String> user = in.field("user", DirectoryUser.PSEUDONYM);
    Field<Optional<Integer>> minutes = in.optional("minutes", MINUTES);
    return in.build(() -> new Shield(token.get(), state.get(), reason.get(), user.get(), minutes.get()));
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("token", token.toString()).put("state", state.word()).put("reason", reason.word())
        .put("user", user);
    minutes.ifPresent(count -> json.put("minutes", count));
    return json;
  }
}
