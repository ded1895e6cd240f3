package org.metasparse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {
  private static Arguments of(String words) {
    return new Arguments(new DecodeCommand(), List.of(words.split(" ")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "in.inr --out a.png --scale 2",
        "--scale=2 -o a.png in.inr",
        "--out=a.png in.inr --scale 2",
        "-o=a.png --scale 2 -- in.inr"
      })
  void takesOptionsInAnyOrderAndForm(String words) {
    Arguments arguments = of(words);

    assertEquals(List.of("in.inr"), arguments.operands());
    assertEquals("a.png", arguments.required("--out"));
    assertEquals(2, arguments.positive("--scale", 1));
    assertTrue(arguments.flag("--scale"));
    assertFalse(arguments.flag("--size"));
  }

  @Test
  void whatFollowsTwoDashesIsNoOption() {
    assertEquals(List.of("--scale"), of("-o a.png -- --scale").operands());
  }

  @Test
  void aSingleDashAndNegativeNumbersAreValues() {
    Arguments arguments = new Arguments(new DemoCommand(), List.of("--seed", "-5", "--out", "-"));

    assertEquals(-5, arguments.wholeNumber("--seed", 1));
    assertEquals("-", arguments.text("--out", ""));
  }

  @Test
  void anOptionWithoutItsValueIsRefused() {
    CommandLine.refused("decode in.inr -o", "--out needs a value: --out OUT");
    CommandLine.refused("decode in.inr -o --scale 2", "--out needs a value");
    CommandLine.refused("train img --preset -o run", "--preset needs a value");
  }

  @Test
  void emptyWordsAreRefused(@TempDir Path folder) {
    // As from "$UNSET" in a shell; an empty path would be the current folder.
    CommandLine.refused(folder, List.of("train", folder, "--out", ""), "--out needs a value");
    CommandLine.refused(folder, List.of("train", folder, "--out="), "--out needs a value");
    CommandLine.refused(folder, List.of("train", "", "-o", folder), "an argument is empty");
    CommandLine.refused(folder, List.of("demo", "-o", ""), "--out needs a value");
  }

  @Test
  void anOptionGivenTwiceIsRefused() {
    CommandLine.refused("decode in.inr -o a.png --out b.png", "--out", "twice");
    CommandLine.refused("train img --seed 1 -o run --seed=2", "--seed", "twice");
    CommandLine.refused("info --json --json", "--json", "twice");
  }

  @Test
  void aFlagTakesNoValue() {
    CommandLine.refused("info --json=yes", "--json takes no value", "yes");
  }

  @Test
  void unknownOptionsAreRefusedWithTheWayToTheKnown() {
    CommandLine.refused("train img -o run --colour blue", "--colour", "'metasparse train --help'");
    CommandLine.refused("info -x", "unknown option -x", "'metasparse info --help'");
    CommandLine.refused("decode in.inr -o a.png --steps=3", "unknown option --steps");
  }

  @Test
  void tooManyAndTooFewOperandsAreRefusedWithTheUsage() {
    CommandLine.refused("train", "train needs more", "metasparse train DATA --out RUN");
    CommandLine.refused("encode --model run -o a.inr", "encode needs more", "usage");
    CommandLine.refused("inspect a.inr b.inr", "'b.inr' is too much", "usage");
    CommandLine.refused("info all", "'all' is too much");
  }

  @Test
  void whatMustBeGivenIsRequired() {
    CommandLine.refused("train img", "--out is missing", "metasparse train DATA --out RUN");
    CommandLine.refused("encode a.png --model run", "--out is missing", "-o OUT.inr");
    CommandLine.refused("decode a.inr", "--out is missing", "-o OUT");
    CommandLine.refused("evaluate img", "--model is missing");
  }
}
