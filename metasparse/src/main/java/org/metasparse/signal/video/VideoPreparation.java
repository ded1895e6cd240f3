package org.metasparse.signal.video;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metasparse.signal.Medium;
import org.metasparse.signal.Signal;
import org.metasparse.signal.SignalPreparation;
import org.metasparse.signal.image.Preparation;

/**
 * How each video of a data set is prepared: frames are picked evenly in time, then each is prepared
 * as an image.
 *
 * @param frames how many frames to pick, or 0 for all
 * @param rate frames a second of a folder's images; animated GIFs tell their own
 * @param frame how each frame is prepared
 */
public record VideoPreparation(int frames, double rate, Preparation frame)
    implements SignalPreparation {
  /** The rate of a folder of frames unless one is given: 10 frames a second. */
  public static final double USUAL_RATE = 10;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if frames are negative or the rate is not positive
   */
  public VideoPreparation {
    if (frames < 0 || !(rate > 0 && rate <= 1e6)) {
      throw new IllegalArgumentException(
          frames + " frames at " + rate + " a second; the rate is positive, frames at least 0");
    }
  }

  @Override
  public Medium medium() {
    return new VideoMedium();
  }

  @Override
  public int channels() {
    return frame.channels();
  }

  @Override
  public VideoPreparation withChannels(int n) {
    return new VideoPreparation(frames, rate, frame.withChannels(n));
  }

  @Override
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("frames", frames);
    json.put("frameRate", rate);
    json.putAll(frame.toJson());
    return json;
  }

  @Override
  public Signal load(Path source, String name) {
    return Files.isDirectory(source)
        ? FrameFolder.read(source, name, frames, rate, frame.upright())
        : GifReader.read(source, name, frames);
  }

  @Override
  public Signal apply(Signal video) {
    if (!(video.kind() instanceof VideoKind kind)) {
      throw new IllegalArgumentException(video.name() + " is no video but " + video.kind());
    }
    List<Signal> prepared = new ArrayList<>();
    for (int k = 0; k < Frames.count(video); k++) {
      prepared.add(frame.apply(Frames.get(video, k)));
    }
    return Frames.stack(video.name(), kind.rate(), prepared);
  }
}
