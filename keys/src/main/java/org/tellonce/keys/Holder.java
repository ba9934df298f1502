package org.tellonce.keys;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.agreements.AgencyId;

/// Whom a certificate names, in its subject alternative names and nowhere else: one agency, or one server by all its names.
///
/// @see "keys.md, Certificates"
public sealed interface Holder {

  /// The URI before the agency's id.
  String AGENCY_URI = "tellonce:agency:";

  /// An agency's client: one URI.
  record Agency(AgencyId id) implements Holder {}

  /// A server.
  ///
  /// @param hosts DNS names in lower case, no wildcards
  /// @param addresses IP addresses
  record Server(List<String> hosts, List<String> addresses) implements Holder {
    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

    /// @throws IllegalArgumentException if there is no name at all, or a host that is no DNS name
    public Server {
      hosts = List.copyOf(hosts);
      addresses = List.copyOf(addresses);
      if (hosts.isEmpty() && addresses.isEmpty() || !hosts.stream().allMatch(Server::isHost)) {
        throw new IllegalArgumentException("a server has a DNS name in lower case or an IP address");
      }
    }

    /// Hosts and addresses, in no order.
    Set<String> names() {
      Set<String> names = new HashSet<>(hosts);
      names.addAll(addresses);
      return names;
    }

    private static boolean isHost(String text) {
      return text.length() <= 253 && text.matches(LABEL + "(\\." + LABEL + ")*");
    }
  }

  /// The first name, for people.
  default String name() {
    return switch (this) {
      case Agency(AgencyId id) -> id.value();
      case Server(List<String> hosts, List<String> addresses) -> hosts.isEmpty() ? addresses.getFirst() : hosts.getFirst();
    };
  }

  /// The subject alternative names.
  default GeneralNames generalNames() {
    return switch (this) {
      case Agency(AgencyId id) -> new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, AGENCY_URI + id));
      case Server(List<String> hosts, List<String> addresses) -> {
        var names = new ArrayList<GeneralName>();
        hosts.forEach(h -> names.add(new GeneralName(GeneralName.dNSName, h)));
        addresses.forEach(a -> names.add(new GeneralName(GeneralName.iPAddress, a)));
        yield new GeneralNames(names.toArray(GeneralName[]::new));
      }
    };
  }

  /// Whom subject alternative names name.
  static Parsed<Holder> parse(GeneralNames names) {
    var uris = new ArrayList<String>();
    var hosts = new ArrayList<String>();
    var addresses = new ArrayList<String>();
    for (GeneralName name : names.getNames()) {
      switch (name.getTagNo()) {
        case GeneralName.uniformResourceIdentifier -> uris.add(name.getName().toString());
        case GeneralName.dNSName -> hosts.add(name.getName().toString());
        case GeneralName.iPAddress -> addresses.add(address(name));
        default -> {
          return refused("names something that is neither an agency's URI nor a host or address");
        }
      }
    }
    if (uris.isEmpty() && !(hosts.isEmpty() && addresses.isEmpty())) {
      return hosts.stream().allMatch(Server::isHost) && !addresses.contains("") ? new Parsed.Valid<>(new Server(hosts, addresses))
          : refused("names a host or address in a form that is not allowed (lower case, no wildcard)");
    }
    if (uris.size() != 1 || !hosts.isEmpty() || !addresses.isEmpty()) {
      return refused("names neither one agency (URI " + AGENCY_URI + "ID) nor one server (hosts, addresses)");
    }
    String uri = uris.getFirst();
    return uri.startsWith(AGENCY_URI) ? AgencyId.parse(uri.substring(AGENCY_URI.length())).map(Agency::new)
        : refused("its URI does not begin with " + AGENCY_URI);
  }

  /// Whom a certificate names.
  static Parsed<Holder> of(X509Certificate certificate) {
    try {
      var extensions = new JcaX509CertificateHolder(certificate).getExtensions();
      GeneralNames names = extensions == null ? null : GeneralNames.fromExtensions(extensions, Extension.subjectAlternativeName);
      return names == null ? refused("has no subject alternative name") : parse(names);
    } catch (CertificateEncodingException | IllegalArgumentException e) {
      return refused("its subject alternative name cannot be read");
    }
  }

  private static Parsed<Holder> refused(String rule) {
    return new Parsed.Rejected<>(List.of(new Problem("", rule)));
  }

  /// The address as text; empty if it has neither 4 nor 16 bytes.
  private static String address(GeneralName name) {
    try {
      return InetAddress.getByAddress(ASN1OctetString.getInstance(name.getName()).getOctets()).getHostAddress();
    } catch (UnknownHostException e) {
      return "";
    }
  }
}
