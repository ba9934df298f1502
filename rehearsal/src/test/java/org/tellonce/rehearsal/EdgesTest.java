package org.tellonce.rehearsal;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// Who may use whom: the edges between the modules, and inside a module between its rooms.
@AnalyzeClasses(packages = "org.tellonce", importOptions = DoNotIncludeTests.class)
class EdgesTest {
  private static final String PROTOCOL = "org.tellonce.protocol..";
  private static final String KEYS = "org.tellonce.keys..";
  private static final String PAGES = "org.tellonce.pages..";
  private static final String AGENCY = "org.tellonce.agency..";
  private static final String SERVER = "org.tellonce.server..";
  private static final String REHEARSAL = "org.tellonce.rehearsal..";

  @ArchTest
  static final ArchRule protocol_usesNothingOfOurs = noClasses().that().resideInAPackage(PROTOCOL)
      .should().dependOnClassesThat().resideInAnyPackage(KEYS, PAGES, AGENCY, SERVER, REHEARSAL);

  @ArchTest
  static final ArchRule protocol_doesNoInputOrOutput = noClasses().that().resideInAPackage(PROTOCOL)
      .should().dependOnClassesThat().haveFullyQualifiedName("java.nio.file.Files")
      .orShould().dependOnClassesThat().haveFullyQualifiedName("java.io.File")
      .orShould().dependOnClassesThat().haveFullyQualifiedName("java.net.Socket");

  @ArchTest
  static final ArchRule keys_useOnlyTheProtocol = noClasses().that().resideInAPackage(KEYS)
      .should().dependOnClassesThat().resideInAnyPackage(PAGES, AGENCY, SERVER, REHEARSAL);

  /// A page's frame knows nothing of what stands in it.
  @ArchTest
  static final ArchRule pages_useNothingOfOurs = noClasses().that().resideInAPackage(PAGES)
      .should().dependOnClassesThat().resideInAnyPackage(PROTOCOL, KEYS, AGENCY, SERVER, REHEARSAL);

  /// The desk is made of everything; nothing is made of the desk, but the program that starts it.
  @ArchTest
  static final ArchRule nothing_usesTheDesk = noClasses().that().resideOutsideOfPackages("org.tellonce.agency.desk..", "org.tellonce.agency")
      .should().dependOnClassesThat().resideInAPackage("org.tellonce.agency.desk..");

  @ArchTest
  static final ArchRule agency_usesNeitherServerNorRehearsal = noClasses().that().resideInAPackage(AGENCY)
      .should().dependOnClassesThat().resideInAnyPackage(SERVER, REHEARSAL);

  /// What an agency's programs ask over a network they ask its linkage server: a single class can call anybody, and it is told one address, in `agency.toml`.
  @ArchTest
  static final ArchRule agency_callsNobodyButItsServer = noClasses().that().resideInAnyPackage(AGENCY, PAGES)
      .and().haveNameNotMatching("org\\.tellonce\\.agency\\.transport\\.ServerClient(\\$.*)?")
      .and().resideOutsideOfPackage("org.tellonce.pages.testing..")
      .should().dependOnClassesThat().haveFullyQualifiedName("java.net.http.HttpClient")
      .orShould().dependOnClassesThat().haveFullyQualifiedName("java.net.Socket")
      .orShould().dependOnClassesThat().haveFullyQualifiedName("java.net.URLConnection")
      .orShould().dependOnClassesThat().haveFullyQualifiedName("java.nio.channels.SocketChannel")
      .orShould().dependOnClassesThat().haveNameMatching("io\\.vertx\\.core\\.(http\\.HttpClient|net\\.NetClient).*");

  /// The privacy boundary, beside `ClassPathTest` in linkage-server.
  @ArchTest
  static final ArchRule server_usesOnlyTheProtocol = noClasses().that().resideInAPackage(SERVER)
      .should().dependOnClassesThat().resideInAnyPackage(KEYS, PAGES, AGENCY, REHEARSAL);

  /// Plaintext stays in the agency's rooms: nobody else, the rehearsal neither, takes a row or a person into the hand.
  @ArchTest
  static final ArchRule plaintext_staysInTheAgency = noClasses().that().resideOutsideOfPackage(AGENCY)
      .should().dependOnClassesThat().resideInAnyPackage("org.tellonce.agency.roster..", "org.tellonce.agency.person..");

  @ArchTest
  static final ArchRule roomsOfTheProtocol_haveNoCycles = slices().matching("org.tellonce.protocol.(*)..")
      .should().beFreeOfCycles().allowEmptyShould(true);

  @ArchTest
  static final ArchRule roomsOfKeys_haveNoCycles = slices().matching("org.tellonce.keys.(*)..")
      .should().beFreeOfCycles().allowEmptyShould(true);

  @ArchTest
  static final ArchRule roomsOfTheAgency_haveNoCycles = slices().matching("org.tellonce.agency.(*)..")
      .should().beFreeOfCycles().allowEmptyShould(true);

  @ArchTest
  static final ArchRule roomsOfTheServer_haveNoCycles = slices().matching("org.tellonce.server.(*)..")
      .should().beFreeOfCycles().allowEmptyShould(true);
}
