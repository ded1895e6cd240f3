package org.metasparse.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.metasparse.files.JsonObject;
import org.metasparse.signal.Medium;
import org.metasparse.signal.SignalPreparation;
import org.metasparse.signal.audio.AudioPreparation;
import org.metasparse.signal.image.Preparation;
import org.metasparse.signal.shape.ShapePreparation;
import org.metasparse.signal.video.VideoPreparation;

/**
 * Preparations as keys of a JSON object: {@code kind} and the numbers of that kind. Images, which
 * were there first, have no {@code kind}.
 */
public final class PreparationJson {
  private static final String KIND = "kind";

  private PreparationJson() {}

  /**
   * The keys of a preparation.
   *
   * @param preparation the preparation
   * @return keys and values in a fixed order
   */
  public static Map<String, Object> write(SignalPreparation preparation) {
    Map<String, Object> json = new LinkedHashMap<>();
    if (preparation.medium() != Medium.IMAGE) {
      json.put(KIND, preparation.medium().id());
    }
    if (preparation instanceof Preparation image) {
      image(json, image);
    } else if (preparation instanceof AudioPreparation audio) {
      json.put("points", audio.points());
      json.put("seconds", audio.seconds());
    } else if (preparation instanceof VideoPreparation video) {
      json.put("frames", video.frames());
      json.put("frameRate", video.rate());
      image(json, video.frame());
    } else if (preparation instanceof ShapePreparation shape) {
      json.put("grid", shape.grid());
    }
    json.put("channels", preparation.channels());
    return json;
  }

  private static void image(Map<String, Object> json, Preparation image) {
    json.put("shortSide", image.shortSide());
    json.put("crop", image.crop());
    json.put("size", image.size());
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param json the object, which may hold more
   * @return the preparation
   * @throws org.metasparse.files.InputException if a key is missing or of another type
   * @throws IllegalArgumentException if a value is out of range
   */
  public static SignalPreparation read(JsonObject json) {
    int channels = json.getInt("channels");
    Medium medium = json.has(KIND) ? Medium.of(json.getString(KIND)) : Medium.IMAGE;
    return switch (medium) {
      case IMAGE -> image(json, channels);
      case AUDIO ->
          new AudioPreparation(json.getInt("points"), json.getDouble("seconds"), channels);
      case VIDEO ->
          new VideoPreparation(
              json.getInt("frames"), json.getDouble("frameRate"), image(json, channels));
      case SHAPE -> new ShapePreparation(json.getInt("grid")).withChannels(channels);
    };
  }

  private static Preparation image(JsonObject json, int channels) {
    return new Preparation(
        json.getInt("shortSide"), json.getInt("crop"), json.getInt("size"), channels);
  }
}
