package org.tellonce.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;

/// What operator and coordinator carry to and fro: requests `ID.csr` one way, certificates `ID.pem` the other. Nothing in it is secret, and nothing is trusted.
record RenewalFolders(Path requests, Path issued) {
  private static final String SUFFIX = ".csr";

  /// More agencies no collaborative has: a folder with more is not the right one.
  private static final int MAX_REQUESTS = 1000;

  /// The requests, in the order of their names.
  List<Path> list() {
    if (!Files.isDirectory(requests)) {
      throw new Stop(ExitCode.DATA_REFUSED, requests + ": no such folder; bring the folder renewals/requests from the operator");
    }
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(requests, "*" + SUFFIX)) {
      for (Path file : found) {
        files.add(file);
        if (files.size() > MAX_REQUESTS) {
          throw new Stop(ExitCode.DATA_REFUSED, requests + ": more than " + MAX_REQUESTS + " requests; nothing was issued");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files.stream().sorted().toList();
  }

  /// Whom the request is to be from.
  static String name(Path request) {
    String file = String.valueOf(request.getFileName());
    return file.substring(0, file.length() - SUFFIX.length());
  }

  /// How a request's file is called in a message: its name is not ours, and may hold what a terminal obeys.
  static String shown(Path request) {
    return request.toString().replaceAll("\\p{C}", "?");
  }

  /// Puts a certificate where the operator fetches it, unless it lies there already.
  ///
  /// @param name as the request's, which was found to be that of its holder
  /// @return whether it is new there
  boolean handOut(String name, Issued certificate) {
    Path file = issued.resolve(name + ".pem");
    byte[] text = CertificateFile.text(certificate.chain()).getBytes(UTF_8);
    try {
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) == text.length && Arrays.equals(Files.readAllBytes(file), text)) {
        return false;
      }
      if (!Files.isDirectory(issued)) {
        Files.createDirectories(issued);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    AtomicFile.PUBLIC.replace(file, text);
    return true;
  }
}
