'use strict';
/*
 * A solid as a surface: rays through a field of signed distances d, given at n x n x n points of the cube
 * [-1, 1]^3 (axes z, y, x; the last runs fastest). Sphere tracing: a ray may safely go on by d, for nothing is
 * nearer than that; where d becomes negative it has met the surface, whose normal is the gradient of d.
 */
function makeSurface(field, n) {
  /** d at a place, straight between the points of the field; outside the cube that of its edge. */
  function distance(x, y, z) {
    const along = (v) => Math.max(0, Math.min(n - 1.001, ((v + 1) / 2) * (n - 1)));
    const [a, b, c] = [along(z), along(y), along(x)];
    const [i, j, k] = [Math.floor(a), Math.floor(b), Math.floor(c)];
    const [u, v, w] = [a - i, b - j, c - k];
    let sum = 0;
    for (let corner = 0; corner < 8; corner++) {
      const [p, q, r] = [corner >> 2, corner >> 1 & 1, corner & 1];
      sum += (p ? u : 1 - u) * (q ? v : 1 - v) * (r ? w : 1 - w) * field[((i + p) * n + j + q) * n + k + r];
    }
    return sum;
  }

  /** The stretch of a ray o + t r within the cube, or null. */
  function within(o, r) {
    let [near, far] = [0, Infinity];
    for (let a = 0; a < 3; a++) {
      const [t0, t1] = [(-1 - o[a]) / r[a], (1 - o[a]) / r[a]];
      near = Math.max(near, Math.min(t0, t1));
      far = Math.min(far, Math.max(t0, t1));
    }
    return near < far ? [near, far] : null;
  }

  /** Where a ray meets the surface, or null. */
  function meet(o, r) {
    const stretch = within(o, r);
    const least = 1 / n;
    for (let t = stretch ? stretch[0] : 1, end = stretch ? stretch[1] : 0, before = t; t < end;) {
      const d = distance(o[0] + t * r[0], o[1] + t * r[1], o[2] + t * r[2]);
      if (d < 0) {
        // Halve the last stretch, in which d changed its sign.
        let [low, high] = [before, t];
        for (let k = 0; k < 6; k++) {
          const middle = (low + high) / 2;
          if (distance(o[0] + middle * r[0], o[1] + middle * r[1], o[2] + middle * r[2]) < 0) {
            high = middle;
          } else {
            low = middle;
          }
        }
        return [0, 1, 2].map((a) => o[a] + high * r[a]);
      }
      before = t;
      t += Math.max(least / 2, 0.8 * d);
    }
    return null;
  }

  function normal([x, y, z]) {
    const e = 1.5 / n;
    const g = [
      distance(x + e, y, z) - distance(x - e, y, z),
      distance(x, y + e, z) - distance(x, y - e, z),
      distance(x, y, z + e) - distance(x, y, z - e)];
    const length = Math.hypot(...g) || 1;
    return g.map((v) => v / length);
  }

  /**
   * The surface in size x size pixels, as RGBA bytes, clear where there is none. turn and tip are angles of the
   * eye around the y axis and above the x-z plane; zoom 1 shows the whole cube. Seen without perspective.
   */
  function draw(size, turn, tip, zoom) {
    const rgba = new Uint8ClampedArray(4 * size * size);
    const [ct, st, cp, sp] = [Math.cos(turn), Math.sin(turn), Math.cos(tip), Math.sin(tip)];
    const right = [ct, 0, -st];
    const up = [-st * sp, cp, -ct * sp];
    const ahead = [-st * cp, -sp, -ct * cp];
    const light = [0, 1, 2].map((a) => -0.8 * ahead[a] + 0.4 * up[a] - 0.45 * right[a]);
    const reach = 1.75 / zoom;
    for (let row = 0; row < size; row++) {
      for (let column = 0; column < size; column++) {
        const u = reach * ((2 * column + 1) / size - 1);
        const v = -reach * ((2 * row + 1) / size - 1);
        const o = [0, 1, 2].map((a) => u * right[a] + v * up[a] - 3 * ahead[a]);
        const place = meet(o, ahead);
        if (place) {
          const m = normal(place);
          const lit = Math.max(0, m[0] * light[0] + m[1] * light[1] + m[2] * light[2]);
          const p = 4 * (row * size + column);
          rgba.set([60 + 175 * lit, 62 + 140 * lit, 70 + 95 * lit, 255], p);
        }
      }
    }
    return rgba;
  }

  return { draw };
}
