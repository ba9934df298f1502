package org.tellonce.rehearsal.demo;

import java.nio.file.Path;
import java.util.regex.Pattern;

/// Where the demo's files lie: what is the operator's, what each agency's and what the custodians' lies apart, as it would on their own machines.
///
/// @param root the demo's folder
record DemoFolder(Path root) {

  DemoFolder {
    root = root.toAbsolutePath().normalize();
  }

  /// All of the server's files, and nothing else.
  Path server() {
    return root.resolve("server");
  }

  /// All of one agency's files.
  Path agency(String id) {
    return root.resolve("agencies").resolve(id);
  }

  /// The custodians' keys, the root and the linkage secret.
  Path custodians() {
    return root.resolve("custodians");
  }

  /// The issuing CA, and what it issued.
  Path coordinator() {
    return root.resolve("coordinator");
  }

  /// The rules as the custodians sign them.
  Path rules() {
    return custodians().resolve("collaborative.json");
  }

  /// Rosters with the truth, which nobody in the county has.
  Path county() {
    return root.resolve("county");
  }

  /// What was missed and what was flagged wrongly.
  Path findings() {
    return county().resolve("findings.csv");
  }

  /// Everything that the programs said.
  Path log() {
    return root.resolve("demo.log");
  }

  Path state() {
    return root.resolve("demo.properties");
  }

  /// A path of the folder as it is shown: `$D/server`.
  String shown(String argument) {
    String folder = root.toString();
    return argument.equals(folder) ? "$D" : argument.replaceFirst("^([a-z]+=)?" + Pattern.quote(folder + "/"), "$1\\$D/");
  }
}
