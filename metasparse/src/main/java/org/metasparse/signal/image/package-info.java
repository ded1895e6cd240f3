/** Pictures: reading, transforming and writing images in pixels. */
package org.metasparse.signal.image;
