/** `vectors[i * size + k]` is element i of the unit eigenvector that belongs to `values[k]`; in no particular order. */
export type SymmetricEigen = { values: Float64Array; vectors: Float64Array }

/** Convergence is quadratic: six to ten sweeps do for any matrix; the bound only guards against an endless loop. */
const MAX_SWEEPS = 60

/**
 * Eigenvalues and eigenvectors of a real symmetric `size` × `size` matrix in row-major order, which is left as it was.
 * Cyclic Jacobi rotations: Golub & Van Loan, *Matrix Computations*, section 8.5 (4th ed., 2013). Meant for tens of rows.
 * @throws RangeError where the matrix has not `size`² elements or one of them is not finite
 */
export function symmetricEigen(matrix: Float64Array, size: number): SymmetricEigen {
  if (matrix.length !== size * size || !matrix.every(Number.isFinite)) {
    throw new RangeError(`no finite ${size} × ${size} matrix`)
  }
  const a = matrix.slice()
  const vectors = new Float64Array(size * size)
  for (let i = 0; i < size; i++) vectors[i * size + i] = 1
  for (let sweep = 0; sweep < MAX_SWEEPS && !isDiagonal(a, size); sweep++) {
    for (let p = 0; p < size - 1; p++) for (let q = p + 1; q < size; q++) rotate(a, vectors, size, p, q)
  }
  return { values: Float64Array.from({ length: size }, (_, i) => a[i * size + i]!), vectors }
}

function isDiagonal(a: Float64Array, size: number): boolean {
  let beside = 0
  let all = 0
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const element = a[i * size + j]!
      const square = element * element
      all += square
      if (i !== j) beside += square
    }
  }
  return beside <= all * 1e-32
}

/** One rotation in the plane of p and q, by the smaller of the two angles that make a[p, q] zero. */
function rotate(a: Float64Array, vectors: Float64Array, size: number, p: number, q: number): void {
  const between = a[p * size + q]!
  if (between === 0) return
  const tau = (a[q * size + q]! - a[p * size + p]!) / (2 * between)
  const tangent = (tau >= 0 ? 1 : -1) / (Math.abs(tau) + Math.hypot(1, tau))
  const cosine = 1 / Math.hypot(1, tangent)
  const sine = tangent * cosine
  for (let k = 0; k < size; k++) turn(a, k * size + p, k * size + q, cosine, sine)
  for (let k = 0; k < size; k++) turn(a, p * size + k, q * size + k, cosine, sine)
  for (let k = 0; k < size; k++) turn(vectors, k * size + p, k * size + q, cosine, sine)
}

function turn(values: Float64Array, at: number, other: number, cosine: number, sine: number): void {
  const x = values[at]!
  const y = values[other]!
  values[at] = cosine * x - sine * y
  values[other] = sine * x + cosine * y
}
