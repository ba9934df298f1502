package org.tellonce.agency.person;

/// A guardian's first given name and last surname word, each of two letters or more. **Plaintext**; family evidence, never proof of a person.
///
/// @see "encoding.md, Numbers and guardian"
public record Guardian(String givenName, String surname) {

  @Override
  public String toString() {
    return "Guardian[redacted]";
  }
}
