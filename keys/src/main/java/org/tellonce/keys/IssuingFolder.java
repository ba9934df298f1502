package org.tellonce.keys;

import java.nio.file.Path;

/// The coordinator's folder: `issuing.key issuing.pem ca.pem`, the register `issued/`, the newest list `revoked.pem`; between a request and its answer also
/// `issuing-next.key issuing.csr`, so that this year's key works until the next one is signed.
record IssuingFolder(Path path) {

  Path key() {
    return path.resolve("issuing.key");
  }

  Path certificate() {
    return path.resolve("issuing.pem");
  }

  /// Issuing CA and root, for everyone.
  Path authority() {
    return path.resolve("ca.pem");
  }

  /// The key that is asked for.
  Path nextKey() {
    return path.resolve("issuing-next.key");
  }

  Path request() {
    return path.resolve("issuing.csr");
  }

  IssuedFolder issued() {
    return new IssuedFolder(path.resolve("issued"));
  }

  RevocationFile revoked() {
    return new RevocationFile(path.resolve("revoked.pem"));
  }

  /// Held by the one command that works here.
  Path lock() {
    return path.resolve("issuing.lock");
  }
}
