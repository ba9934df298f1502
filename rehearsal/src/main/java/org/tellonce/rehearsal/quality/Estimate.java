package org.tellonce.rehearsal.quality;

/// A share that was estimated, and where it lies nineteen times in twenty.
///
/// @param value 0 to 1
/// @param low at most the value
/// @param high at least the value
public record Estimate(double value, double low, double high) {

  /// @throws IllegalArgumentException if the three are not in order, or not shares
  public Estimate {
    if (!(low >= 0 && low <= value && value <= high && high <= 1)) {
      throw new IllegalArgumentException("a share lies in its interval, and both between 0 and 1");
    }
  }

  /// A share with an interval of this half width, cut off at 0 and 1.
  static Estimate around(double value, double halfWidth) {
    double share = Math.clamp(value, 0, 1);
    return new Estimate(share, Math.max(0, share - halfWidth), Math.min(1, share + halfWidth));
  }

  /// Whether a share lies in the interval.
  public boolean contains(double share) {
    return low <= share && share <= high;
  }
}
