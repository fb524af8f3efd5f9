/** Kubernetes quantities (k8s.io/apimachinery resource.Quantity): `500m`, `2Gi`, `1e3`, `0.5`. */
const pattern = /^([+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+))(?:([numkMGTPE]i?|Ki)|[eE]([+-]?[0-9]+))?$/

const factors: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
}

/** The amount that a quantity stands for (bytes, cores, pieces); nothing where it is none. */
export function parseQuantity(text: string | number): number | undefined {
  const match = pattern.exec(String(text))
  if (match === null) return undefined
  const [, digits = '', suffix, exponent] = match
  if (exponent !== undefined) return Number(`${digits}e${exponent}`)
  const factor = suffix === undefined ? 1 : factors[suffix]
  return factor === undefined ? undefined : Number(digits) * factor
}
