/** Videos: animated GIFs and folders of frames, read, written and prepared. */
package org.metasparse.signal.video;
