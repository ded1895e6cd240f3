module stranger {
  requires org.metasparse;
}
