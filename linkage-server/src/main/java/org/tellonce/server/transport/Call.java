package org.tellonce.server.transport;

import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.transport.Route;
import org.tellonce.protocol.transport.SignedRequest;

/// A request that was let in: its sender is known, its signature verified, its body whole and within bounds.
public final class Call {
  private final Route route;
  private final AgencyId agency;
  private final X509Certificate certificate;
  private final Map<String, String> places;
  private final Map<String, String> query;
  private final byte[] body;
  private final SignedRequest signed;

  /// @param agency whose certificate and signature it is
  /// @param certificate with which the connection was made
  /// @param places what stands in the route's places: `id`, `n`, `token`
  /// @param query the parameters after the question mark, the first of each name
  /// @param body taken as it is: one owner hands it to the next
  /// @param signed what proves the request
  public Call(Route route, AgencyId agency, X509Certificate certificate, Map<String, String> places, Map<String, String> query, byte[] body,
      SignedRequest signed) {
    this.route = route;
    this.agency = agency;
    this.certificate = certificate;
    this.places = Map.copyOf(places);
    this.query = Map.copyOf(query);
    this.body = body;
    this.signed = signed;
  }

  /// Whose certificate and signature it is.
  public AgencyId agency() {
    return agency;
  }

  /// With which the connection was made.
  X509Certificate certificate() {
    return certificate;
  }

  /// What stands in a place of the route.
  ///
  /// @throws IllegalArgumentException if the route has no such place
  public String place(String name) {
    String value = places.get(name);
    if (value == null) {
      throw new IllegalArgumentException(route.template() + " has no place " + name);
    }
    return value;
  }

  /// A parameter after the question mark.
  public Optional<String> parameter(String name) {
    return Optional.ofNullable(query.get(name));
  }

  /// The body, whole.
  public byte[] body() {
    return body;
  }

  /// The signature base and the signature: who made the request cannot deny it.
  public SignedRequest signed() {
    return signed;
  }

  /// Route and agency: no place, no query, no body.
  @Override
  public String toString() {
    return route.method() + " " + route.template() + " by " + agency;
  }
}
