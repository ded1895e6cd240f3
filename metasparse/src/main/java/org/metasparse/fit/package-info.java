/**
 * Fitting one signal from an initial network, reading a network back, PSNR. Nothing of
 * meta-learning or pruning may live here. Start reading at {@link org.metasparse.fit.Fitter}.
 */
package org.metasparse.fit;
