package org.tellonce.server.transport;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tellonce.protocol.transport.ProblemCode;
import org.tellonce.server.database.DamagedValueException;

/// What is kept of calls for the operator: one line each with route, agency, status and milliseconds, nothing else; and of refusals and mistakes a line with
/// the incident number that the agency was told. No path, no query, no message, no value.
public final class CallLog {
  /// Where one line for each call goes.
  public static final String CALLS = "org.tellonce.server.calls";
  /// Where one line for each problem document goes.
  public static final String INCIDENTS = "org.tellonce.server.incidents";

  private static final Logger CALL = LoggerFactory.getLogger(CALLS);
  private static final Logger INCIDENT = LoggerFactory.getLogger(INCIDENTS);
  private static final int PLACES = 40;

  private final MeterRegistry metrics;

  /// A log that counts and times too.
  public CallLog(MeterRegistry metrics) {
    this.metrics = metrics;
  }

  /// A call was answered.
  ///
  /// @param route the method and the template, or `-` for a path that is none of ours
  /// @param agency the id, or `-` if it is not known
  public void call(String route, String agency, int status, Duration time) {
    CALL.atInfo().addKeyValue("route", route).addKeyValue("agency", agency).addKeyValue("status", status).addKeyValue("millis", time.toMillis())
        .log();
    metrics.timer("tellonce.calls", "route", route, "status", Integer.toString(status)).record(time);
  }

  /// A call was refused.
  public void refused(String incident, ProblemCode code) {
    INCIDENT.atInfo().addKeyValue("incident", incident).addKeyValue("code", code.word()).log();
  }

  /// A mistake of ours: types and places only, for an exception's message can quote a value. Of a value that does not open also what it is.
  public void mistake(String incident, Throwable thrown) {
    INCIDENT.atError().addKeyValue("incident", incident).addKeyValue("code", ProblemCode.INTERNAL.word()).addKeyValue("thrown", describe(thrown))
        .log();
    metrics.counter("tellonce.mistakes").increment();
  }

  private static List<String> describe(Throwable thrown) {
    var lines = new ArrayList<String>();
    for (Throwable cause = thrown; cause != null && lines.size() < PLACES; cause = cause.getCause()) {
      lines.add(cause.getClass().getName() + (cause instanceof DamagedValueException damaged ? " (" + damaged.use() + ")" : ""));
      for (StackTraceElement place : cause.getStackTrace()) {
        if (lines.size() < PLACES) {
          lines.add("at " + place);
        }
      }
    }
    return lines;
  }
}
