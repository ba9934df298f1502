package org.tellonce.agency.desk;

import java.time.LocalDate;
import java.util.Optional;
import org.tellonce.protocol.agreements.ResponseCard;
import org.tellonce.protocol.flags.OpeningAnswer;

/// What the server answered, with what stands beside every answer.
///
/// @param id the server's name for it: 32 hexadecimal digits; by it one writes down later what was done
/// @param today where the collaborative is
/// @param card of the agency's region
/// @param rescreenMonths after how many months a screening is old
public record Answer(String id, OpeningAnswer answer, LocalDate today, Optional<ResponseCard> card, int rescreenMonths) {}
