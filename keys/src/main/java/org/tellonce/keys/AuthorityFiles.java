package org.tellonce.keys;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.keys.P256;

/// The key and the certificate of an [Authority], each in a file.
///
/// @param unfit what to do if they do not belong together
/// @param over what to do if the certificate is over
record AuthorityFiles(Path key, Path certificate, String unfit, String over) {

  /// The authority, if it may still sign.
  Authority open(InstantSource clock, SecureRandom random) {
    PrivateKey privateKey = new PrivateKeyFile(key).read("EC").orStop(ExitCode.KEY);
    X509Certificate own = new CertificateFile(certificate).read().orStop(ExitCode.KEY).getFirst();
    if (!P256.belongTogether(privateKey, own.getPublicKey(), random)) {
      throw new Stop(ExitCode.KEY, key + ": not the key of " + certificate + "; " + unfit);
    }
    if (clock.instant().isAfter(own.getNotAfter().toInstant())) {
      throw new Stop(ExitCode.KEY, certificate + ": is over; " + over);
    }
    return new Authority(privateKey, own, clock, random);
  }
}
