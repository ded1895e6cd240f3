package org.metasparse.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The ticks of an axis: at multiples of 1, 2 or 5 times a power of ten; on a logarithmic axis of
 * some length at 1, 2 and 5 times each power, at each power, or at every second, third … power.
 */
final class PlotTicks {
  /**
   * A tick.
   *
   * @param value where it stands
   * @param label what is written there
   */
  record Tick(double value, String label) {}

  private static final int MOST = 8;
  private static final int[] MANTISSAS = {1, 2, 5, 10};
  private static final int[] STRIDES = {1, 2, 3, 5, 10, 20, 50, 100};
  private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  private final PlotScale scale;

  PlotTicks(PlotScale scale) {
    this.scale = scale;
  }

  /**
   * The densest choice of ticks whose labels stand clear of each other.
   *
   * @param length of the axis
   * @param extent how much of the axis a label needs, the gap to the next one included
   * @return ticks in rising order
   */
  List<Tick> labelled(double length, ToDoubleFunction<String> extent) {
    List<Tick> one = List.of();
    for (List<BigDecimal> values : choices()) {
      List<Tick> ticks = ticks(values);
      if (ticks.size() > 1 && fit(ticks, length, extent)) {
        return ticks;
      }
      if (one.isEmpty() && !ticks.isEmpty()) {
        one = ticks.subList(0, 1);
      }
    }
    return one;
  }

  /** The places of unlabelled ticks: 2 to 9 times the powers of ten on short logarithmic axes. */
  List<Double> minor() {
    List<Double> places = new ArrayList<>();
    if (scale.log() && scale.high() - scale.low() <= 6) {
      for (int mantissa = 2; mantissa <= 9; mantissa++) {
        powers(1, mantissa).forEach(value -> places.add(value.doubleValue()));
      }
    }
    return places;
  }

  private List<List<BigDecimal>> choices() {
    List<List<BigDecimal>> choices = new ArrayList<>();
    if (!scale.log()) {
      for (int most = MOST; most >= 1; most--) {
        choices.add(multiples(scale.low(), scale.high(), most));
      }
      return choices;
    }
    List<BigDecimal> oneTwoFive = powers(1, 1, 2, 5);
    if (oneTwoFive.size() < 3) {
      double low = StrictMath.pow(10, scale.low());
      double high = StrictMath.pow(10, scale.high());
      for (int most = MOST; most >= 1; most--) {
        choices.add(multiples(low, high, most));
      }
    }
    choices.add(oneTwoFive);
    for (int stride : STRIDES) {
      choices.add(powers(stride, 1));
    }
    return choices;
  }

  /** The multiples of a round step between two numbers, about so many at most. */
  private static List<BigDecimal> multiples(double low, double high, int most) {
    double least = (high - low) / most;
    int exponent = (int) Math.floor(StrictMath.log10(least));
    BigDecimal step = BigDecimal.valueOf(1, -exponent);
    for (int mantissa : MANTISSAS) {
      step = BigDecimal.valueOf(mantissa, -exponent);
      if (step.doubleValue() >= least) {
        break;
      }
    }
    // Ten times a power is the next power: as such it needs a decimal less.
    step = step.stripTrailingZeros();
    double size = step.doubleValue();
    List<BigDecimal> multiples = new ArrayList<>();
    // An end that is a multiple but for its rounding belongs to the range.
    long last = (long) Math.floor(high / size + 1e-9);
    for (long k = (long) Math.ceil(low / size - 1e-9); k <= last; k++) {
      multiples.add(step.multiply(BigDecimal.valueOf(k)));
    }
    return multiples;
  }

  /** Some multiples of the powers of ten whose exponents are multiples of a stride. */
  private List<BigDecimal> powers(int stride, int... mantissas) {
    List<BigDecimal> powers = new ArrayList<>();
    int first = Math.floorDiv((int) Math.floor(scale.low()), stride) * stride;
    for (int exponent = first; exponent <= scale.high(); exponent += stride) {
      for (int mantissa : mantissas) {
        BigDecimal value = BigDecimal.valueOf(mantissa, -exponent);
        double place = scale.fraction(value.doubleValue());
        if (place >= 0 && place <= 1) {
          powers.add(value);
        }
      }
    }
    return powers;
  }

  private boolean fit(List<Tick> ticks, double length, ToDoubleFunction<String> extent) {
    for (int i = 1; i < ticks.size(); i++) {
      Tick a = ticks.get(i - 1);
      Tick b = ticks.get(i);
      double apart = length * (scale.fraction(b.value()) - scale.fraction(a.value()));
      if (apart < (extent.applyAsDouble(a.label()) + extent.applyAsDouble(b.label())) / 2) {
        return false;
      }
    }
    return true;
  }

  /** Labels them all in one way: plainly, or times powers of ten if one is very long. */
  private static List<Tick> ticks(List<BigDecimal> values) {
    boolean plain = true;
    for (BigDecimal value : values) {
      boolean small = value.scale() > 4 && value.signum() != 0;
      plain &= !small && value.abs().compareTo(BigDecimal.valueOf(1_000_000)) < 0;
    }
    List<Tick> ticks = new ArrayList<>();
    for (BigDecimal value : values) {
      String label = plain ? grouped(value.abs().toPlainString()) : scientific(value.abs());
      String sign = value.signum() < 0 ? "\u2212" : "";
      ticks.add(new Tick(value.doubleValue(), sign + label));
    }
    return ticks;
  }

  /** Thin blanks before the last three digits of 10 000 and more. */
  private static String grouped(String plain) {
    int whole = plain.indexOf('.') < 0 ? plain.length() : plain.indexOf('.');
    return whole < 5
        ? plain
        : plain.substring(0, whole - 3) + '\u2009' + plain.substring(whole - 3);
  }

  private static String scientific(BigDecimal value) {
    if (value.signum() == 0) {
      return "0";
    }
    BigDecimal shortest = value.stripTrailingZeros();
    int exponent = shortest.precision() - shortest.scale() - 1;
    String mantissa = shortest.movePointLeft(exponent).toPlainString();
    StringBuilder power = new StringBuilder("10");
    for (char c : Integer.toString(exponent).toCharArray()) {
      power.append(c == '-' ? '⁻' : SUPERSCRIPTS.charAt(c - '0'));
    }
    return mantissa.equals("1") ? power.toString() : mantissa + "\u00b7" + power;
  }
}
