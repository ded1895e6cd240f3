/**
 * Networks on their way to other programs and back: PyTorch's names in safetensors and {@code
 * .npz}, a page that decodes in the browser. No format of metasparse's own may live here. Start
 * reading at {@link org.metasparse.interchange.TorchTensors}; its inverse is {@link
 * org.metasparse.interchange.TorchImport}.
 */
package org.metasparse.interchange;
