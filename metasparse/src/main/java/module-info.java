/** Meta-learned sparse implicit neural representations: the algorithm and the program. */
module org.metasparse {
  requires transitive org.metasparse.autodiff;
  requires transitive java.desktop;
  // Tells the JVM's options when the program restarts itself; it does without, too.
  requires static java.management;
  // The demonstration's data; everything else works without it.
  requires static org.metasparse.testdata;

  uses org.metasparse.signal.Medium;

  provides org.metasparse.signal.Medium with
      org.metasparse.signal.image.ImageMedium,
      org.metasparse.signal.audio.AudioMedium,
      org.metasparse.signal.video.VideoMedium,
      org.metasparse.signal.shape.ShapeMedium;

  exports org.metasparse.files;
  exports org.metasparse.signal;
  exports org.metasparse.signal.image;
  exports org.metasparse.signal.audio;
  exports org.metasparse.signal.video;
  exports org.metasparse.signal.shape;
  exports org.metasparse.signal.sdf;
  exports org.metasparse.siren;
  exports org.metasparse.format;
  exports org.metasparse.interchange;
  exports org.metasparse.fit;
  exports org.metasparse.dataset;
  exports org.metasparse.prune;
  exports org.metasparse.meta;
  exports org.metasparse.train;
  exports org.metasparse.models;
  exports org.metasparse.experiment;
  exports org.metasparse.report;
  exports org.metasparse.explain;
}
