package org.tellonce.pages;

import gg.jte.Content;
import java.util.List;
import java.util.Map;

/// The fields of one form: each with its label, a hint, what was typed before and what is wrong with it. Their texts stand under `NAME.label` and `NAME.hint`.
///
/// @param errors what is wrong, by the field's name
public record Fields(Words words, Form typed, Map<String, String> errors) {

  private static final Templates TEMPLATES = Templates.ofPages();

  public Fields {
    errors = new java.util.LinkedHashMap<>(errors);
  }

  /// One of several answers.
  ///
  /// @param value what is sent
  public record Choice(String value, String label) {}

  /// What a template of a field shows.
  ///
  /// @param hint empty if there is none
  /// @param error empty if there is none
  /// @param values what was typed or ticked
  public record Field(String name, String label, String hint, String error, List<String> values, List<Choice> choices, Input input) {

    /// What a reader of the screen is told beside the label.
    public String describedBy() {
      return ((hint.isEmpty() ? "" : "hint-" + name) + (error.isEmpty() ? "" : " error-" + name)).strip();
    }

    /// The first that was typed.
    public String value() {
      return values.isEmpty() ? "" : values.getFirst();
    }
  }

  /// How a line is typed.
  ///
  /// @param type of the element `input`
  /// @param autocomplete `off` where a browser must not keep it
  /// @param mode which keys a telephone shows
  /// @param width the class that says how long it is
  public record Input(String type, String autocomplete, String mode, String width) {

    static final Input LINE = new Input("text", "off", "text", "usa-input--xl");
    static final Input NUMBER = new Input("text", "off", "numeric", "usa-input--small");
  }

  /// A line of text.
  public Content line(String name) {
    return field("field-line.jte", name, List.of(), Input.LINE);
  }

  /// A short line of digits.
  public Content digits(String name) {
    return field("field-line.jte", name, List.of(), Input.NUMBER);
  }

  /// A line of another kind.
  public Content line(String name, Input input) {
    return field("field-line.jte", name, List.of(), input);
  }

  /// The pseudonym with which one signs in: browsers may keep it.
  public Content pseudonym(String name) {
    return line(name, new Input("text", "username", "text", "usa-input--medium"));
  }

  /// A password: what was typed is never shown again.
  public Content password(String name) {
    return new Fields(words, Form.EMPTY, errors).line(name, new Input("password", "current-password", "text", "usa-input--medium"));
  }

  /// The six digits of a phone: what was typed is never shown again.
  public Content code(String name) {
    return new Fields(words, Form.EMPTY, errors).line(name, new Input("text", "one-time-code", "numeric", "usa-input--small"));
  }

  /// One of several, all of them seen.
  public Content radios(String name, List<Choice> choices) {
    return field("field-choices.jte", name, choices, new Input("radio", "off", "text", ""));
  }

  /// Any of several.
  public Content checkboxes(String name, List<Choice> choices) {
    return field("field-choices.jte", name, choices, new Input("checkbox", "off", "text", ""));
  }

  /// One of many, in a list that opens.
  public Content select(String name, List<Choice> choices) {
    return field("field-select.jte", name, choices, Input.LINE);
  }

  /// A date, whole or in part: year, month and day each for itself, in the fields `NAME-year`, `NAME-month`, `NAME-day`.
  public Content date(String name) {
    return TEMPLATES.page("field-date.jte", new Date(name, words.of(name + ".label"), hint(name), errors.getOrDefault(name, ""), List.of(part(name,
        "month"), part(name, "day"), part(name, "year"))));
  }

  private Part part(String name, String part) {
    return new Part(name + "-" + part, words.of("date." + part), typed.typed(name + "-" + part), part.equals("year") ? 4 : 2);
  }

  /// What `field-date.jte` shows.
  ///
  /// @param hint empty if there is none
  /// @param error empty if there is none
  public record Date(String name, String label, String hint, String error, List<Part> parts) {}

  /// Year, month or day.
  ///
  /// @param length how many digits it has at most
  public record Part(String name, String label, String value, int length) {}

  private String hint(String name) {
    return words.has(name + ".hint") ? words.of(name + ".hint") : "";
  }

  private Content field(String template, String name, List<Choice> choices, Input input) {
    return TEMPLATES.page(template, new Field(name, words.of(name + ".label"), hint(name), errors.getOrDefault(name, ""), typed.all(name), choices,
        input));
  }

  /// All that is wrong, at the head of the form, each leading to its field; nothing if nothing is.
  public Content summary() {
    return TEMPLATES.page("field-summary.jte", this);
  }
}
