package org.tellonce.protocol.transport;

import java.util.List;
import org.tellonce.protocol.Problem;

/// What a request's signature says to who checks it.
///
/// @see "transport.md, Signature"
public sealed interface SignatureCheck {

  /// Signed with that key, and the body is the one signed.
  ///
  /// @param request the text that was signed, and the signature
  record Signed(SignatureInput input, SignedRequest request) implements SignatureCheck {}

  /// At least one of the three headers is not there.
  record Unsigned() implements SignatureCheck {}

  /// A header cannot be read.
  record Malformed(List<Problem> problems) implements SignatureCheck {
    public Malformed {
      problems = List.copyOf(problems);
    }
  }

  /// Signed, but another body came with it.
  record WrongDigest() implements SignatureCheck {}

  /// Not signed with that key, or not this request.
  record WrongSignature() implements SignatureCheck {}
}
