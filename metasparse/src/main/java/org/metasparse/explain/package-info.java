/**
 * Looking inside: tapes as text, values and adjoints of a pixel, a run's story, the page that
 * explains. Nothing that training or fitting needs may live here. Start reading at {@link
 * org.metasparse.explain.Recorder}.
 */
package org.metasparse.explain;
