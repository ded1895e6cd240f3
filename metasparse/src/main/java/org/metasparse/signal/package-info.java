/**
 * What is represented: coordinates, values, images in and out, folders of them. Nothing of networks
 * or training may live here, and no file format of our own. Start reading at {@link
 * org.metasparse.signal.Signal}.
 */
package org.metasparse.signal;
