package org.tellonce.pages;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Where a page server listens: on this machine alone, or with TLS.
///
/// @param address of the network card, or of the machine to itself
/// @param port 0 for any that is free
/// @param names that browsers may call it by, beside the address
/// @param tls none only on this machine itself
public record Whereabouts(String address, int port, List<String> names, Optional<Tls> tls) {

  /// The address of a machine to itself.
  public static final String LOOPBACK = "127.0.0.1";

  /// @throws IllegalArgumentException if others could reach it without TLS
  public Whereabouts {
    names = List.copyOf(names);
    if (tls.isEmpty() && !isLoopback(address)) {
      throw new IllegalArgumentException("an address that others can reach needs TLS");
    }
  }

  /// Where certificate and key lie, both as PEM.
  public record Tls(Path certificate, Path key) {}

  /// Whether only this machine can reach an address.
  public static boolean isLoopback(String address) {
    try {
      return address.matches("[0-9.]+|[0-9a-f:]+") && InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /// How browsers begin each address here: `https` or `http`.
  String scheme() {
    return tls.isPresent() ? "https" : "http";
  }

  /// What the header `Host` may say. Another name means that somebody else's name leads a browser here (DNS rebinding).
  ///
  /// @param bound the port that it really has
  Set<String> hosts(int bound) {
    Set<String> hosts = new TreeSet<>();
    for (String name : names) {
      add(name.toLowerCase(Locale.ROOT), bound, hosts);
    }
    add(address.contains(":") ? "[" + address + "]" : address, bound, hosts);
    if (isLoopback(address)) {
      add("localhost", bound, hosts);
    }
    return hosts;
  }

  private void add(String name, int bound, Set<String> hosts) {
    hosts.add(name + ":" + bound);
    if (bound == (tls.isPresent() ? 443 : 80)) {
      hosts.add(name);
    }
  }
}
