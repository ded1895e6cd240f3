'use strict';
/*
 * The decoder on the graphics card (WebGL 2). Each layer is a pass: a fragment computes four rows of W h + b at
 * one point, and their sines. Numbers lie in textures of four floats a texel:
 *
 *   h: texel (p, g) holds features 4g … 4g + 3 of point p
 *   W: texel (c, g) holds column c of rows 4g … 4g + 3, zeros where weights were pruned; the last column is b
 */
const FRAGMENT = `#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;
uniform sampler2D h;
uniform sampler2D W;
uniform int columns;
uniform float omega;
out vec4 y;

// Cards may lose the sine of large arguments: whole turns are taken off first, 2 pi in two parts.
vec4 sine(vec4 t) {
  vec4 turns = round(t * 0.15915494309189535);
  return sin((t - turns * 6.28125) - turns * 0.0019353071795864769);
}

void main() {
  int p = int(gl_FragCoord.x);
  int g = int(gl_FragCoord.y);
  vec4 z = texelFetch(W, ivec2(columns, g), 0);
  for (int c = 0; c < columns; c += 4) {
    vec4 f = texelFetch(h, ivec2(p, c / 4), 0);
    z += f.x * texelFetch(W, ivec2(c, g), 0) + f.y * texelFetch(W, ivec2(c + 1, g), 0)
       + f.z * texelFetch(W, ivec2(c + 2, g), 0) + f.w * texelFetch(W, ivec2(c + 3, g), 0);
  }
  y = omega == 0.0 ? z : sine(omega * z);
}`;
const VERTEX = `#version 300 es
void main() {
  // One triangle that covers everything.
  gl_Position = vec4(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0, 0.0, 1.0);
}`;

/**
 * A decoder like makeDecoder's, or null: where there is no WebGL 2 with floats, where a processor only plays a
 * graphics card (workers are faster then; forced asks for it nevertheless), or where its values are not the decoder's.
 */
function makeGpu(signal, forced) {
  const gl = typeof OffscreenCanvas === 'undefined' ? null : new OffscreenCanvas(1, 1).getContext('webgl2');
  if (!gl || !gl.getExtension('EXT_color_buffer_float')) {
    return null;
  }
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer = gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER);
  if (!forced && /swiftshader|llvmpipe|softpipe|software|basic render/i.test(renderer)) {
    return null;
  }
  const layers = readLayers(signal);
  const four = (n) => 4 * Math.ceil(n / 4);
  const largest = gl.getParameter(gl.MAX_TEXTURE_SIZE);
  const POINTS = Math.min(2048, largest);
  if (layers.some((layer) => four(layer.cols) + 1 > largest || layer.rows > largest)) {
    return null;
  }

  function shader(type, text) {
    const s = gl.createShader(type);
    gl.shaderSource(s, text);
    gl.compileShader(s);
    return s;
  }

  const program = gl.createProgram();
  gl.attachShader(program, shader(gl.VERTEX_SHADER, VERTEX));
  gl.attachShader(program, shader(gl.FRAGMENT_SHADER, FRAGMENT));
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) {
    return null;
  }
  gl.useProgram(program);
  gl.uniform1i(gl.getUniformLocation(program, 'h'), 0);
  gl.uniform1i(gl.getUniformLocation(program, 'W'), 1);
  const columns = gl.getUniformLocation(program, 'columns');
  const omega = gl.getUniformLocation(program, 'omega');

  function texture(width, height, numbers) {
    const t = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, t);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA32F, width, height, 0, gl.RGBA, gl.FLOAT, numbers);
    return t;
  }

  const coordinates = texture(POINTS, 1, null);
  const passes = layers.map((layer, i) => {
    const across = four(layer.cols) + 1;
    const groups = Math.ceil(layer.rows / 4);
    const W = new Float32Array(4 * across * groups);
    for (let r = 0; r < layer.rows; r++) {
      const at = (c) => 4 * ((r >> 2) * across + c) + (r & 3);
      const first = layer.rowStart ? layer.rowStart[r] : r * layer.cols;
      const end = layer.rowStart ? layer.rowStart[r + 1] : first + layer.cols;
      for (let j = first; j < end; j++) {
        W[at(layer.column ? layer.column[j] : j - first)] = layer.weights[j];
      }
      W[at(across - 1)] = layer.bias[r];
    }
    const to = texture(POINTS, groups, null);
    const target = gl.createFramebuffer();
    gl.bindFramebuffer(gl.FRAMEBUFFER, target);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, to, 0);
    return {
      W: texture(across, groups, W), to, target, groups, columns: across - 1,
      omega: i < layers.length - 1 ? signal.omega : 0,
    };
  });
  const channels = layers[layers.length - 1].rows;

  function decode(axes) {
    const count = axes.reduce((n, axis) => n * axis.count, 1);
    const values = new Float32Array(channels * count);
    const groups = passes[passes.length - 1].groups;
    const y = new Float32Array(4 * POINTS * groups);
    for (let first = 0; first < count; first += POINTS) {
      const n = Math.min(POINTS, count - first);
      const x = new Float32Array(4 * n);
      forCoordinates(signal, axes, first, n, (a, p, v) => { x[4 * p + a] = v; });
      gl.activeTexture(gl.TEXTURE0);
      gl.bindTexture(gl.TEXTURE_2D, coordinates);
      gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, n, 1, gl.RGBA, gl.FLOAT, x);
      passes.forEach((pass) => {
        gl.activeTexture(gl.TEXTURE1);
        gl.bindTexture(gl.TEXTURE_2D, pass.W);
        gl.bindFramebuffer(gl.FRAMEBUFFER, pass.target);
        gl.viewport(0, 0, n, pass.groups);
        gl.uniform1i(columns, pass.columns);
        gl.uniform1f(omega, pass.omega);
        gl.drawArrays(gl.TRIANGLES, 0, 3);
        gl.activeTexture(gl.TEXTURE0);
        gl.bindTexture(gl.TEXTURE_2D, pass.to);
      });
      gl.readPixels(0, 0, n, groups, gl.RGBA, gl.FLOAT, y);
      for (let c = 0; c < channels; c++) {
        for (let p = 0; p < n; p++) {
          values[c * count + first + p] = y[4 * ((c >> 2) * n + p) + (c & 3)];
        }
      }
    }
    if (gl.isContextLost()) {
      throw new Error('the graphics card was taken away');
    }
    return values;
  }

  /** Whether values all over the signal are the decoder's, within half a level of 255. */
  function isRight() {
    const some = signal.sizes.map((size) => ({ start: 0, step: (size - 1) / 6, count: 7 }));
    const ours = decode(some);
    return makeDecoder(signal).decode(some).every((v, i) => Math.abs(v - ours[i]) <= 1 / 510);
  }

  try {
    return isRight() ? { decode } : null;
  } catch (error) {
    return null;
  }
}
