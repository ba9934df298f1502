package org.tellonce.keys;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// What a client shows in a TLS handshake: one key with its certificates, to servers that take its kind of key and its issuer.
///
/// A key store in memory would encrypt the key under a password and decrypt it again, thousands of rounds each, and protect it from nobody.
final class OneKey extends X509ExtendedKeyManager {
  private static final String NAME = "agency";

  private final PrivateKey key;
  private final List<X509Certificate> chain;

  OneKey(PrivateKey key, List<X509Certificate> chain) {
    this.key = key;
    this.chain = chain;
  }

  private boolean isAskedFor(String[] keyTypes, Principal @Nullable [] issuers) {
    return Arrays.asList(keyTypes).contains(key.getAlgorithm())
        && (issuers == null || issuers.length == 0 || chain.stream().anyMatch(each -> Arrays.asList(issuers).contains(each
            .getIssuerX500Principal())));
  }

  @Override
  public @Nullable String chooseClientAlias(String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return isAskedFor(keyTypes, issuers) ? NAME : null;
  }

  @Override
  public @Nullable String chooseEngineClientAlias(String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return isAskedFor(keyTypes, issuers) ? NAME : null;
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return isAskedFor(new String[] {keyType}, issuers) ? new String[] {NAME} : null;
  }

  @Override
  public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    return alias.equals(NAME) ? chain.toArray(X509Certificate[]::new) : null;
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    return alias.equals(NAME) ? key : null;
  }
}
