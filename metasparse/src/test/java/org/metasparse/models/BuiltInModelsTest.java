package org.metasparse.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metasparse.engine.Compute;
import org.metasparse.engine.Rng;
import org.metasparse.fit.Effort;
import org.metasparse.fit.Fit;
import org.metasparse.fit.Fitter;
import org.metasparse.format.Base;
import org.metasparse.format.Checkpoint;
import org.metasparse.signal.Medium;
import org.metasparse.signal.Signal;
import org.metasparse.signal.audio.AudioMedium;
import org.metasparse.signal.image.ImageMedium;
import org.metasparse.signal.image.ImageReader;
import org.metasparse.signal.image.Preparation;
import org.metasparse.siren.Siren;
import org.metasparse.siren.SirenInit;
import org.metasparse.siren.Way;

/** The models in the jar. */
class BuiltInModelsTest {
  private static final List<BuiltInModels.Entry> ALL = BuiltInModels.all();

  /** What the index says is so, and all of it is no burden. */
  @Test
  void theIndexIsTrue() throws Exception {
    int bytes = 0;
    int before = 0;
    String medium = "";
    for (BuiltInModels.Entry entry : ALL) {
      Base model = BuiltInModels.read(entry);
      Siren siren = model.siren();
      boolean all = siren.moves().all();
      int moved = all ? siren.layout().weights() : siren.moves().places().length;
      assertEquals(entry.moved(), moved, entry.name());
      assertEquals(!all, entry.name().contains("-moves-"), entry.name());
      assertEquals(entry.hash(), HexFormat.of().formatHex(model.hash()), entry.name());
      Medium its = Medium.of(entry.medium());
      assertEquals(BuiltInModels.channels(its), siren.shape().dimOut(), entry.name());
      assertEquals(its.axes(), siren.shape().dimIn(), entry.name());
      assertTrue(entry.name().startsWith(BuiltInModels.family(its) + "-"), entry.name());
      assertTrue(model.known());
      assertTrue(entry.rate() >= 1e-4 && entry.rate() <= 1e-2, entry + ": an odd rate");
      assertTrue(
          entry.moved() > before || !entry.medium().equals(medium), "models ascend by what moves");
      medium = entry.medium();
      before = entry.moved();
      String file = "/META-INF/metasparse/models/" + entry.name() + ".inr";
      bytes += BuiltInModels.class.getResourceAsStream(file).readAllBytes().length;
    }
    assertTrue(ALL.size() >= 3 && bytes <= 300 << 10, bytes + " bytes");
  }

  @Test
  void foundByNameAndHash() {
    for (BuiltInModels.Entry entry : ALL) {
      byte[] hash = HexFormat.of().parseHex(entry.hash());
      assertEquals(entry.name(), BuiltInModels.find(hash).name());
      assertEquals(entry, BuiltInModels.named(entry.name()));
      assertEquals(entry.rate(), ModelNames.open(entry.name()).fitRate());
      assertTrue(ModelNames.base("mine", BuiltInModels.read(entry).siren()).known());
      hash[7]++;
      assertNull(BuiltInModels.find(hash));
    }
    assertNull(BuiltInModels.named("photo"));
  }

  @Test
  void theMoreThereIsToSayTheLarger() {
    assertEquals(
        List.of("image", "shape"), BuiltInModels.media().stream().map(Medium::id).toList());
    for (Medium medium : BuiltInModels.media()) {
      List<BuiltInModels.Entry> its = BuiltInModels.of(medium);
      String small = its.get(0).name();
      String large = its.get(its.size() - 1).name();
      assertEquals(small, BuiltInModels.forPoints(medium, 1).name());
      assertEquals(large, BuiltInModels.forPoints(medium, 4000 * 3000).name());
      assertEquals(small, BuiltInModels.forBytes(medium, 1).name());
      assertEquals(large, BuiltInModels.forBytes(medium, 1 << 20).name());
    }
    Medium pictures = new ImageMedium();
    assertEquals("photo-13k", BuiltInModels.forPoints(pictures, 178 * 178).name());
    assertEquals("photo-moves-2k", BuiltInModels.forBytes(pictures, 1883).name());
    assertEquals(List.of(), BuiltInModels.of(new AudioMedium()));
  }

  /** A photograph that training did not see: all steps are taken, and lead somewhere. */
  @Test
  void theyAreWorthHaving() {
    Signal cat =
        Preparation.square(64)
            .apply(
                ImageReader.read(
                    Path.of(
                        "../testdata/src/main/resources/META-INF/metasparse/testdata/photos/test",
                        "chelsea_0.png")));
    Checkpoint photo = ModelNames.open("photo-13k");
    Siren model = photo.siren();
    Siren random = SirenInit.random(model.shape(), new Rng(3));
    try (Compute compute = Way.plain().start()) {
      Fit fit = new Fitter(model, compute).fit(cat, Effort.FAST.from(photo));
      Fit from = new Fitter(random, compute).fit(cat, Effort.FAST);
      assertEquals(Effort.FAST.steps() + 2, fit.losses().length);
      assertTrue(fit.psnr() > from.psnr() + 1.5, fit.psnr() + " dB, from random " + from.psnr());
    }
  }
}
