package org.tellonce.keys;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;

/// The custodians' folder as far as certificates go: `root.key root.pem`. The issuing CA's key is never here.
record RootFolder(Path path) {

  Path key() {
    return path.resolve("root.key");
  }

  Path certificate() {
    return path.resolve("root.pem");
  }

  void write(Authority root) {
    new CertificateFile(certificate()).create(List.of(root.certificate()));
    new PrivateKeyFile(key()).create(root.key());
  }

  Authority open(InstantSource clock, SecureRandom random) {
    return new AuthorityFiles(key(), certificate(), "bring both from where the root is kept",
        "a new root needs new rules: tellonce keys ca root in an empty folder").open(clock, random);
  }
}
