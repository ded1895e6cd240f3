package org.metasparse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metasparse.files.JsonObject;
import org.metasparse.models.ModelFinder;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Signal;
import org.metasparse.signal.SignalReader;
import org.metasparse.signal.audio.AudioKind;
import org.metasparse.signal.audio.WavReader;
import org.metasparse.signal.audio.WavWriter;
import org.metasparse.signal.image.ImageKind;
import org.metasparse.signal.image.ImageReader;
import org.metasparse.signal.image.ImageWriter;
import org.metasparse.signal.image.Preparation;
import org.metasparse.signal.shape.MeshReader;
import org.metasparse.signal.video.FrameWriter;
import org.metasparse.signal.video.GifWriter;
import org.metasparse.signal.video.VideoKind;
import org.metasparse.signal.video.VideoPreparation;

/** Sounds, videos, shapes and images with alpha from train to decode, as users type it. */
class EveryKindTest {
  private static final String TINY =
      " --layers 2 --omega 20 --dense-steps 6 --rounds 1 --round-steps 2 --batch 2";

  @TempDir Path folder;

  private Outcome run(String command) {
    return CommandLine.run((Object[]) command.strip().split(" +"));
  }

  private Path train(Path data, String options) {
    Path run = folder.resolve("run");
    run("train " + data + " --out " + run + TINY + " " + options).assertDone();
    return run;
  }

  private List<Object> evaluate(Path data, String options) {
    JsonObject json =
        run("evaluate " + data + " --model " + folder.resolve("run") + " --json " + options)
            .assertDone()
            .json();
    return json.getList("psnr");
  }

  private static Signal sound(int points, int channels) {
    float[] values = new float[points * channels];
    for (int i = 0; i < values.length; i++) {
      values[i] = 0.5f + (i * 37 % 101 - 50) / 200f;
    }
    return new Signal("s", new AudioKind(100, 16), new Grid(List.of(points)), channels, values);
  }

  private static Signal video(int frames) {
    float[] values = new float[frames * 12];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 12 / 12f;
    }
    return new Signal("v", new VideoKind(10), Grid.ofVideo(frames, 3, 4), 1, values);
  }

  @Test
  void sounds() throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    for (int i = 0; i < 3; i++) {
      WavWriter.write(data.resolve(i + ".wav"), sound(50 + i, 1));
    }
    train(data, "--width 8 --val " + data);
    assertEquals(3, evaluate(data, "").size());
    assertNotEquals(evaluate(data, ""), evaluate(data, "--seconds 0.2"));
    Path inr = folder.resolve("s.inr");
    String model = " --model " + folder.resolve("run");
    String told = run("encode " + data.resolve("1.wav") + model + " -o " + inr).assertDone().out();
    assertTrue(told.contains(": 51 samples (0.51 s), "), told);
    assertEquals(new AudioKind(100, 16), ModelFinder.read(inr).kind());
    JsonObject facts = run("inspect --json " + inr).assertDone().json();
    assertEquals("encoded audio", facts.getString("kind"));
    assertEquals(51, facts.getInt("samples"));
    assertEquals(100, facts.getDouble("sampleRate"));
    assertTrue(run("inspect " + inr).assertDone().out().contains("weight.0"));

    CommandLine.refused(
        folder,
        List.of("encode", data.resolve("1.wav"), "-o", inr),
        "1.wav: is taken for a sound",
        "images and shapes",
        "--model");
    Path out = folder.resolve("s.wav");
    run("decode " + inr + " -o " + out).assertDone();
    Signal decoded = WavReader.read(out, "s");
    assertEquals(List.of(51), decoded.grid().sizes());
    run("decode " + inr + " -o " + out + " --sample-rate 200").assertDone();
    Signal twice = WavReader.read(out, "s");
    assertEquals(new AudioKind(200, 16), twice.kind());
    assertEquals(List.of(101), twice.grid().sizes());
    for (int i = 0; i < 51; i++) {
      // The same points in time, but for the rounding to samples.
      assertEquals(decoded.values()[i], twice.values()[2 * i], 2e-5);
    }
    CommandLine.refused(
        folder, List.of("decode", inr, "-o", folder.resolve("s.png")), "s.png", ".wav");
    CommandLine.refused(
        folder,
        List.of("decode", inr, "-o", folder.resolve("t.wav"), "--scale", 2),
        "--scale is not for a sound");
    Path stereo = folder.resolve("stereo.wav");
    WavWriter.write(stereo, sound(9, 2));
    CommandLine.refused(
        folder,
        List.of("encode", stereo, "--model", folder.resolve("run"), "-o", inr),
        "1 channel",
        "stereo.wav has 2",
        "mono");
    CommandLine.refused(
        folder,
        List.of("evaluate", data, "--model", folder.resolve("run"), "--grid", 8),
        "--grid is for shapes, not for sounds");
    CommandLine.refused(
        folder,
        List.of("evaluate", data, "--model", folder.resolve("run"), "--kind", "image"),
        "--kind image",
        "a network for sounds");
  }

  @Test
  void videos() throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    FrameWriter.write(data.resolve("a"), video(4));
    FrameWriter.write(data.resolve("b"), video(6));
    GifWriter.write(data.resolve("c.gif"), video(5));
    train(data, "--width 8 --kind video --frames 4 --size 3 --samples 10 --channels 1");
    assertEquals(3, evaluate(data, "").size());
    String model = " --model " + folder.resolve("run");
    Path inr = folder.resolve("v.inr");
    run("encode " + data.resolve("b") + model + " -o " + inr + " --samples 9").assertDone();
    assertEquals(List.of(6, 3, 4), ModelFinder.read(inr).grid().sizes());
    assertEquals(new VideoKind(10), ModelFinder.read(inr).kind());
    JsonObject facts = run("inspect --json " + inr).assertDone().json();
    assertEquals("encoded video", facts.getString("kind"));
    assertEquals(6, facts.getInt("frames"));
    assertEquals(3, facts.getInt("height"));
    assertEquals(4, facts.getInt("width"));
    run("encode " + data.resolve("b") + model + " -o " + inr + " --frames 3").assertDone();
    assertEquals(List.of(3, 3, 4), ModelFinder.read(inr).grid().sizes());
    assertEquals(new VideoKind(5), ModelFinder.read(inr).kind());

    Path gif = folder.resolve("v.gif");
    String told =
        run("decode " + inr + " -o " + gif + " --frame-rate 10 --size 8x6").assertDone().out();
    assertEquals(gif + ": 5 frames of 8x6", told.strip());
    Signal read = SignalReader.read(gif);
    assertEquals(List.of(5, 6, 8), read.grid().sizes());
    assertEquals(new VideoKind(10), read.kind());
    Path frames = folder.resolve("frames");
    run("decode " + inr + " -o " + frames + " --frames 2 --scale 2").assertDone();
    Signal two = new VideoPreparation(0, 10, Preparation.none()).load(frames, "v");
    assertEquals(List.of(2, 6, 8), two.grid().sizes());
    CommandLine.refused(
        folder, List.of("decode", inr, "-o", frames), frames.toString(), "not empty");
  }

  @Test
  void shapes() throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    String box =
        "v 0 0 0\nv 2 0 0\nv 2 1 0\nv 0 1 0\nv 0 0 1\nv 2 0 1\nv 2 1 1\nv 0 1 1\n"
            + "f 4 3 2 1\nf 5 6 7 8\nf 1 2 6 5\nf 2 3 7 6\nf 3 4 8 7\nf 4 1 5 8\n";
    Files.writeString(data.resolve("box.obj"), box);
    Files.writeString(data.resolve("long.obj"), box.replace("v 2", "v 3"));
    train(data, "--width 24 --grid 12 --samples 100");
    assertEquals(2, evaluate(data, "").size());
    Path inr = folder.resolve("box.inr");
    run("encode "
            + data.resolve("box.obj")
            + " --steps 400 --rate 0.003 -o "
            + inr
            + " --model "
            + folder.resolve("run"))
        .assertDone();
    assertEquals(List.of(12, 12, 12), ModelFinder.read(inr).grid().sizes());
    assertTrue(ModelFinder.read(inr).psnr() > 30, "" + ModelFinder.read(inr).psnr());
    Path out = folder.resolve("out.obj");
    run("decode " + inr + " -o " + out + " --grid 20").assertDone();
    double[] vertices = MeshReader.read(out).mesh().vertices();
    double[] low = {9, 9, 9};
    double[] high = {-9, -9, -9};
    for (int i = 0; i < vertices.length; i++) {
      low[i % 3] = Math.min(low[i % 3], vertices[i]);
      high[i % 3] = Math.max(high[i % 3], vertices[i]);
    }
    // In the file's own units and place, x longest; within a step of the grid that was fitted.
    double step = 0.35;
    double[] expected = {0, 2, 0, 1, 0, 1};
    for (int axis = 0; axis < 3; axis++) {
      assertEquals(expected[2 * axis], low[axis], step, Arrays.toString(low));
      assertEquals(expected[2 * axis + 1], high[axis], step, Arrays.toString(high));
    }
    // From a model that comes with the program, which is found again in it.
    String fast = " --grid 12 --effort fast --max-bytes 900 -o " + inr;
    run("encode " + data.resolve("box.obj") + fast).assertDone();
    assertTrue(Files.size(inr) <= 900, Files.size(inr) + " bytes");
    assertTrue(ModelFinder.read(inr).psnr() > 35, "" + ModelFinder.read(inr).psnr());
    run("decode " + inr + " -o " + out).assertDone();
    Path bad = Files.writeString(folder.resolve("bad.obj"), "v 1 2 3\nf 1 2 3\n");
    CommandLine.refused(
        folder,
        List.of("encode", bad, "--model", folder.resolve("run"), "-o", inr),
        "bad.obj: line 2",
        "vertex 2");
  }

  @Test
  void imagesOfSixteenBitsWithAlpha() throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    List<Path> files = new ArrayList<>();
    for (int k = 0; k < 2; k++) {
      float[] values = new float[4 * 20];
      for (int i = 0; i < values.length; i++) {
        values[i] = (i + k) % 7 / 7f;
      }
      files.add(data.resolve(k + ".png"));
      ImageWriter.write(
          files.get(k), new Signal("x", new ImageKind(16), Grid.ofImage(4, 5), 4, values));
    }
    train(data, "--width 8 --channels 4 --size 4");
    Path inr = folder.resolve("x.inr");
    Path out = folder.resolve("x.png");
    String model = " --model " + folder.resolve("run");
    run("encode " + files.get(1) + model + " -o " + inr).assertDone();
    assertEquals(Grid.ofImage(4, 5), ModelFinder.read(inr).grid());
    run("decode " + inr + " -o " + out + " --scale 3").assertDone();
    Signal decoded = ImageReader.read(out);
    assertEquals(4, decoded.channels());
    assertEquals(new ImageKind(16), decoded.kind());
    assertEquals(List.of(12, 15), decoded.grid().sizes());
  }

  @Test
  void mixedFilesAreRefused() throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    WavWriter.write(data.resolve("a.wav"), sound(5, 1));
    Pictures.grey(data.resolve("b.png"), 3, 3);
    CommandLine.refused(
        folder,
        List.of("train", data, "--out", folder.resolve("run")),
        "a.wav is a sound",
        "b.png an image",
        "--kind");
  }
}
