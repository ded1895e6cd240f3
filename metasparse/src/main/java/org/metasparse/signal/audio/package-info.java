/** Sounds: WAV files read and written, and how they are prepared. */
package org.metasparse.signal.audio;
