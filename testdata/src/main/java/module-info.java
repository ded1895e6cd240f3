/** Small free signals and golden tensors under {@code META-INF/metasparse/testdata}; no code. */
module org.metasparse.testdata {}
