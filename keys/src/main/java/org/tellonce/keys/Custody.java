package org.tellonce.keys;

/// What the commands about shares need beside clock and chance.
///
/// @param prompt who is asked
/// @param cost what new shares get
/// @param floor the least that a share's file may say
public record Custody(Prompt prompt, PassphraseCost cost, PassphraseCost floor) {

  /// As programs for people have it.
  public static Custody with(Prompt prompt) {
    return new Custody(prompt, PassphraseCost.DEFAULT, PassphraseCost.FLOOR);
  }

  /// For tests, which make and open many shares of no worth. No option and no file leads here.
  ///
  /// @param prompt who is asked
  public static Custody cheap(Prompt prompt) {
    var cost = new PassphraseCost(64, 1, 1);
    return new Custody(prompt, cost, cost);
  }
}
