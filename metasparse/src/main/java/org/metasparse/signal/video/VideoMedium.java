package org.metasparse.signal.video;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.metasparse.files.Content;
import org.metasparse.files.InputException;
import org.metasparse.files.InputFiles;
import org.metasparse.files.JsonObject;
import org.metasparse.signal.Division;
import org.metasparse.signal.Given;
import org.metasparse.signal.Grid;
import org.metasparse.signal.Medium;
import org.metasparse.signal.MediumDefaults;
import org.metasparse.signal.SignalKind;
import org.metasparse.signal.SignalOption;
import org.metasparse.signal.SignalPreparation;
import org.metasparse.signal.Slices;
import org.metasparse.signal.audio.AudioMedium;
import org.metasparse.signal.image.ImageMedium;
import org.metasparse.signal.image.Preparation;

/** Video: frames in time, each of rows and columns. Animated GIFs and folders of images. */
public record VideoMedium() implements Medium {
  private static final ImageMedium IMAGES = new ImageMedium();
  private static final double MOST_RATE = 1e6;
  private static final int MOST = 1 << 26;
  private static final int FRAMES = 16;
  private static final int SAMPLES = 4096;

  @Override
  public int number() {
    return 3;
  }

  @Override
  public String id() {
    return "video";
  }

  @Override
  public String article() {
    return "a video";
  }

  @Override
  public int axes() {
    return 3;
  }

  @Override
  public int mostChannels() {
    return IMAGES.mostChannels();
  }

  @Override
  public int colours(int channels) {
    return IMAGES.colours(channels);
  }

  @Override
  public String fewerColours() {
    return "make it grey, or give a model of colour " + several();
  }

  @Override
  public List<String> suffixes() {
    return List.of(".gif");
  }

  @Override
  public boolean recognises(Path file, String head) {
    return head.startsWith("GIF8") && GifReader.isAnimated(file);
  }

  @Override
  public boolean isOfFolders() {
    return true;
  }

  /** If it holds frames, and no folder that does. */
  @Override
  public boolean isOne(Path path) {
    return isSignal(path) && InputFiles.list(path).stream().noneMatch(this::isSignal);
  }

  @Override
  public boolean isSignal(Path folder) {
    return Files.isDirectory(folder) && !FrameFolder.images(folder).isEmpty();
  }

  @Override
  public List<Path> files(Path source) {
    return Files.isDirectory(source) ? FrameFolder.images(source) : List.of(source);
  }

  @Override
  public String wanted() {
    return "folders of frames or .gif files";
  }

  @Override
  public List<SignalOption> options() {
    List<SignalOption> options = new ArrayList<>(IMAGES.options());
    options.add(new SignalOption("--frames", "N", "of videos, pick N frames evenly"));
    options.add(
        new SignalOption(
            "--frame-rate", "X", "frames a second of a folder of frames (default: 10)"));
    return options;
  }

  @Override
  public SignalPreparation asTheyAre() {
    return new VideoPreparation(0, VideoPreparation.USUAL_RATE, Preparation.none());
  }

  @Override
  public SignalPreparation preparation(Given given, SignalPreparation otherwise) {
    VideoPreparation video = (VideoPreparation) otherwise;
    double rate = given.positive("--frame-rate", video.rate());
    if (rate > MOST_RATE) {
      throw new InputException("--frame-rate " + rate + ": must be at most 1000000");
    }
    return new VideoPreparation(
        given.integer("--frames", video.frames(), 1, MOST),
        rate,
        IMAGES.preparation(given, video.frame()));
  }

  @Override
  public SignalPreparation preparation(JsonObject json, int channels) {
    return new VideoPreparation(
        json.getInt("frames"), json.getDouble("frameRate"), IMAGES.preparation(json, channels));
  }

  @Override
  public MediumDefaults defaults(int size, float omega) {
    Preparation frame = Preparation.square(size);
    SignalPreparation usual = new VideoPreparation(FRAMES, VideoPreparation.USUAL_RATE, frame);
    return new MediumDefaults(usual, omega, SAMPLES, false);
  }

  @Override
  public SignalKind kind(double[] numbers) {
    SignalKind.checkCount(numbers, 1, number());
    return new VideoKind(numbers[0]);
  }

  @Override
  public String size(SignalKind kind, Grid grid) {
    List<Integer> sizes = grid.sizes();
    return sizes.get(0) + " frames of " + sizes.get(2) + "x" + sizes.get(1);
  }

  @Override
  public Map<String, Object> facts(SignalKind kind, Grid grid) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("frames", grid.sizes().get(0));
    facts.put("frameRate", ((VideoKind) kind).rate());
    facts.put("height", grid.sizes().get(1));
    facts.put("width", grid.sizes().get(2));
    return facts;
  }

  @Override
  public List<SignalOption> decodingOptions() {
    List<SignalOption> options = new ArrayList<>(IMAGES.decodingOptions());
    options.add(new SignalOption("--frame-rate", "X", "frames a second of a video"));
    options.add(new SignalOption("--frames", "N", "or its number of frames, in the same time"));
    return options;
  }

  @Override
  public Division division(Given given, SignalKind kind, Grid grid) {
    if (given.flag("--frame-rate") && given.flag("--frames")) {
      throw new InputException("--frame-rate and --frames exclude each other; give one of them");
    }
    double original = ((VideoKind) kind).rate();
    int old = grid.sizes().get(0);
    double rate = AudioMedium.rate(given, "--frame-rate", original, MOST_RATE);
    long frames = AudioMedium.points(old, original, rate);
    if (given.flag("--frames")) {
      frames = given.integer("--frames", old, 1, Integer.MAX_VALUE);
      // The first and the last frame stay where they are in time.
      rate = old > 1 && frames > 1 ? original * (frames - 1) / (old - 1) : original;
      if (rate > MOST_RATE) {
        throw new InputException("--frames " + frames + ": are more than 1000000 a second");
      }
    }
    List<Long> sizes = new ArrayList<>(List.of(frames));
    sizes.addAll(ImageMedium.rowsAndColumns(given, grid.sizes().subList(1, 3)));
    return new Division(sizes, new VideoKind(rate));
  }

  @Override
  public String written() {
    return ".gif";
  }

  @Override
  public String writing() {
    return "videos are written as GIF; give a name that ends in .gif, or a folder";
  }

  /** Frames go to a folder: one that is there, or a name without an ending. */
  private static boolean isFolder(Path target) {
    return Files.isDirectory(target)
        || !target.getFileName().toString().toLowerCase(Locale.ROOT).matches(".+\\.[a-z]\\w{0,4}");
  }

  @Override
  public void checkTarget(Path target) {
    if (isFolder(target)) {
      FrameWriter.checkTarget(target);
    } else {
      Medium.super.checkTarget(target);
    }
  }

  @Override
  public Content content(Slices signal) {
    return GifWriter.content(signal);
  }

  @Override
  public void write(Path target, Slices signal) {
    if (isFolder(target)) {
      FrameWriter.write(target, signal);
    } else {
      Medium.super.write(target, signal);
    }
  }
}
