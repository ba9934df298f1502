package org.tellonce.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.TimeBasedRollingPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.LoggerFactory;

/// Where the log of a running server goes: a file of JSON lines, a file a day. Only our own loggers speak; libraries stay silent, for they print values.
final class ServerLog implements AutoCloseable {
  private static final String OURS = "org.tellonce";

  private final LoggerContext context;
  private final RollingFileAppender<ILoggingEvent> appender;

  /// Opens the log and gives it to our loggers.
  ServerLog(Path file, int days) {
    this.context = (LoggerContext) LoggerFactory.getILoggerFactory();
    createFolder(file);
    var encoder = new JsonEncoder();
    encoder.setContext(context);
    encoder.setWithSequenceNumber(false);
    encoder.setWithNanoseconds(false);
    encoder.setWithThreadName(false);
    encoder.setWithContext(false);
    encoder.setWithMarkers(false);
    encoder.setWithMDC(false);
    encoder.setWithMessage(false);
    encoder.setWithArguments(false);
    encoder.setWithThrowable(false);
    encoder.start();
    appender = new RollingFileAppender<>();
    appender.setContext(context);
    appender.setFile(file.toString());
    appender.setEncoder(encoder);
    var policy = new TimeBasedRollingPolicy<ILoggingEvent>();
    policy.setContext(context);
    policy.setParent(appender);
    policy.setFileNamePattern(file + ".%d");
    policy.setMaxHistory(days);
    policy.start();
    appender.setRollingPolicy(policy);
    appender.start();
    var ours = context.getLogger(OURS);
    ours.setLevel(Level.INFO);
    ours.addAppender(appender);
  }

  private static void createFolder(Path file) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null && !Files.isDirectory(folder)) {
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    context.getLogger(OURS).detachAppender(appender);
    appender.stop();
  }
}
