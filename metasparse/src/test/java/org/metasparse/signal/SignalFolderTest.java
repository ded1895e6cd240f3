package org.metasparse.signal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metasparse.testing.TestFiles.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metasparse.signal.audio.AudioMedium;
import org.metasparse.signal.image.ImageKind;
import org.metasparse.signal.image.ImageTransform;
import org.metasparse.signal.image.ImageWriter;
import org.metasparse.signal.image.Preparation;
import org.metasparse.signal.shape.ShapeMedium;
import org.metasparse.signal.video.VideoMedium;
import org.metasparse.signal.video.VideoPreparation;

class SignalFolderTest {
  @TempDir Path folder;

  private void image(String name, int height, int width) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    float[] values = new float[height * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % width / (float) width;
    }
    ImageWriter.write(file, ImageKind.image(name, Grid.ofImage(height, width), 1, values));
  }

  @Test
  void namesComeInPlainStringOrder() throws IOException {
    for (String name :
        List.of("b.png", "Z.PNG", "a/2.jpeg", "a/10.jpg", "a-1.png", "a/deep/x.png", ".h.png")) {
      image(name, 2, 2);
    }
    image(".hidden/x.png", 2, 2);
    Files.writeString(folder.resolve("notes.txt"), "no image");
    Files.createDirectory(folder.resolve("folder.png"));
    SignalFolder images = SignalFolder.open(folder);
    assertEquals(
        List.of("Z.PNG", "a-1.png", "a/10.jpg", "a/2.jpeg", "a/deep/x.png", "b.png"),
        images.names());
    assertEquals(Map.of(".txt", 1), images.passedOver());
    assertTrue(images.passedOverText().endsWith("passed over what is no image: 1 .txt"));
    assertEquals(List.of("Z.PNG", "a-1.png"), images.limit(2).names());
    assertEquals(6, images.limit(9).names().size());
    assertThrows(IllegalArgumentException.class, () -> images.limit(0));
  }

  /** A link to a folder above, to a neighbour's file, to another folder, and to nothing. */
  @Test
  void eachRealFileIsTakenOnce() throws IOException {
    image("data/z/1.png", 2, 2);
    image("data/2.png", 2, 2);
    image("elsewhere/3.png", 2, 2);
    Path data = folder.resolve("data");
    Files.createSymbolicLink(data.resolve("z/up"), data);
    Files.createSymbolicLink(data.resolve("a.png"), data.resolve("z/1.png"));
    Files.createSymbolicLink(data.resolve("other"), folder.resolve("elsewhere"));
    Files.createSymbolicLink(data.resolve("z/other"), folder.resolve("elsewhere"));
    Files.createSymbolicLink(data.resolve("gone.png"), folder.resolve("nowhere.png"));

    SignalFolder images = SignalFolder.open(data);

    assertEquals(List.of("2.png", "other/3.png", "z/1.png"), images.names());
    assertEquals(Map.of("broken links", 1), images.passedOver());
  }

  @Test
  void imagesAreConvertedCroppedAndResized() throws IOException {
    image("class/x.png", 8, 12);
    List<Signal> all = SignalFolder.open(folder).load(Preparation.square(4));
    assertEquals(1, all.size());
    assertEquals("class/x.png", all.get(0).name());
    assertEquals(3, all.get(0).channels());
    assertEquals(Grid.ofImage(4, 4), all.get(0).grid());
  }

  @Test
  void preparationGoesInItsOrder() {
    float[] values = new float[8 * 12];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 12 / 12f;
    }
    Signal image = ImageKind.image("x", Grid.ofImage(8, 12), 1, values);
    Signal byHand =
        ImageTransform.resize(
            ImageTransform.centreCrop(ImageTransform.shortSide(image, 6), 5), 3, 3);
    Signal prepared = new Preparation(6, 5, 3, 1).apply(image);
    assertArrayEquals(byHand.values(), prepared.values());
    assertEquals(Grid.ofImage(8, 12), Preparation.none().apply(image).grid());
    assertEquals(
        Grid.ofImage(8, 8),
        new Preparation(0, Preparation.LARGEST_SQUARE, 0, 1).apply(image).grid());
    assertRefused(() -> new Preparation(0, 9, 0, 3).apply(image), "x:", "12 x 8", "9 x 9");
    assertThrows(IllegalArgumentException.class, () -> new Preparation(0, 0, 0, 5));
    assertThrows(IllegalArgumentException.class, () -> new Preparation(-1, 0, 0, 3));
  }

  @Test
  void aSingleImageIsADataSetOfOne() throws IOException {
    image("one.png", 3, 3);
    SignalFolder one = SignalFolder.open(folder.resolve("one.png"));
    assertEquals(List.of("one.png"), one.names());
    assertEquals(Grid.ofImage(3, 3), one.load(Preparation.none()).get(0).grid());
  }

  @Test
  void nothingToReadIsRefused() throws IOException {
    assertRefused(() -> SignalFolder.open(folder), folder.toString(), "no image", ".png");
    Path missing = folder.resolve("missing");
    assertRefused(() -> SignalFolder.open(missing), missing.toString(), "no such");
    Path bad = Files.writeString(folder.resolve("bad.png"), "text");
    SignalFolder images = SignalFolder.open(folder);
    assertRefused(() -> images.load(Preparation.none()), bad.toString());
  }

  @Test
  void severalKindsAreRefusedByNameUnlessOneIsAskedFor() throws IOException {
    image("a.png", 2, 2);
    Files.write(folder.resolve("b.wav"), new byte[1]);
    assertRefused(() -> SignalFolder.open(folder), "a.png is an image", "b.wav a sound", "--kind");
    assertEquals(List.of("b.wav"), SignalFolder.open(folder, new AudioMedium()).names());
    assertRefused(() -> SignalFolder.open(folder, new ShapeMedium()), "holds no shape", ".obj");
  }

  @Test
  void aFolderOfFramesIsOneVideoAndAFolderOfFoldersMany() throws IOException {
    image("one/1.png", 2, 2);
    image("two/1.png", 2, 2);
    image("two/2.png", 2, 2);
    Files.createDirectory(folder.resolve("empty"));
    assertEquals(List.of("one", "two"), SignalFolder.open(folder, new VideoMedium()).names());
    SignalFolder two = SignalFolder.open(folder.resolve("two"), new VideoMedium());
    assertEquals(List.of("two"), two.names());
    assertEquals(
        Files.size(folder.resolve("two/1.png")) + Files.size(folder.resolve("two/2.png")),
        two.bytes("two"));
    assertEquals(
        List.of(2, 2, 2),
        two.load(new VideoPreparation(0, 10, Preparation.none())).get(0).grid().sizes());
  }
}
