import { limits } from '../limits.ts'
import { find, type Scan } from '../scan.ts'

/** Domains of operators that the runtime itself brings. */
const known =
  /^(?:|ai\.onnx|ai\.onnx\.ml|ai\.onnx\.(?:preview\.)?training|com\.microsoft(?:\.(?:nchwc|experimental|dml))?|org\.pytorch\.aten|com\.ms\.internal\.nhwc)$/

interface Operator {
  readonly domain: string
  readonly name: string
}

/** What a graph uses that no runtime brings, until it is known what the model defines itself. */
export class Operators {
  readonly #used = new Map<string, Operator>()
  readonly #defined = new Set<string>()

  use(operator: Operator, scan: Scan): void {
    const { domain, name } = operator
    if (known.test(domain)) return
    if (/^Py(?:Op|CustomOp|Func)/.test(name)) tellPython(operator, scan)
    else if (this.#used.size < limits.reported) this.#used.set(keyOf(operator), operator)
    else tellCustom(operator, scan)
  }

  /** A function of the model is a graph, too, and judged as one. */
  define(operator: Operator): void {
    if (this.#defined.size < limits.members) this.#defined.add(keyOf(operator))
  }

  tell(scan: Scan): void {
    for (const [key, operator] of this.#used) if (!this.#defined.has(key)) tellCustom(operator, scan)
  }
}

function keyOf({ domain, name }: Operator): string {
  return `${domain}\n${name}`
}

function tellPython({ domain, name }: Operator, scan: Scan): void {
  const message = `The graph uses ${name.slice(0, 100)} of ${domain.slice(0, 100)}, which runs Python.`
  find(scan, { id: 'dangerous-operator', severity: 'high', offset: 0, message })
}

function tellCustom({ domain, name }: Operator, scan: Scan): void {
  const message = `The graph uses ${name.slice(0, 100)} of ${domain.slice(0, 100)}, which no runtime brings.`
  find(scan, { id: 'custom-operator', severity: 'low', offset: 0, message })
}
