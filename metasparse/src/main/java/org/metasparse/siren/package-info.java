/**
 * SIREN: its shape, its initialisation, the network as tape operations. Nothing of training,
 * pruning or files may live here. Start reading at {@link org.metasparse.siren.SirenShape}.
 */
package org.metasparse.siren;
