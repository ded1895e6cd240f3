package stranger;

import java.nio.file.Path;
import org.metasparse.engine.Compute;
import org.metasparse.fit.Codec;
import org.metasparse.fit.Effort;
import org.metasparse.format.InrFile;
import org.metasparse.signal.Signal;
import org.metasparse.signal.image.ImageReader;
import org.metasparse.signal.image.ImageWriter;
import org.metasparse.siren.Siren;
import org.metasparse.train.RunFolder;

public final class Photos {
  public static void encode(String model, Path photo, Path inr) {
    try (Compute compute = Compute.start(2)) {
      Siren initial = RunFolder.model(model).siren();
      Signal signal = ImageReader.read(photo);
      InrFile.write(inr, Codec.encode(initial, signal, Effort.NORMAL, compute));
    }
  }

  public static void decode(Path inr, Path png) {
    try (Compute compute = Compute.start(2)) {
      ImageWriter.write(png, Codec.decode(InrFile.read(inr), compute));
    }
  }
}
