import type { Pod } from '../model/pod.ts'
import type { Selector } from '../model/selector.ts'

/** Finds the few pods that a selector may be about, so that a large platform is not compared pair by pair. */
export class PodsByLabel {
  readonly #all: readonly Pod[]
  /** Positions by `key=value`. */
  readonly #byLabel = new Map<string, number[]>()
  /** Pods with labels that cannot be read: any selector may be about them. */
  readonly #open: number[] = []

  constructor(pods: readonly Pod[]) {
    this.#all = pods
    pods.forEach((pod, position) => this.#add(pod, position))
  }

  /** Candidates for a selector, in the order of their sources. */
  candidates({ requirements }: Selector): readonly Pod[] {
    const stated = requirements
      .filter(({ operator }) => operator === 'In')
      .map(({ key, values }) => values.flatMap((value) => this.#byLabel.get(`${key}=${value}`) ?? []))
    const [first, ...others] = stated
    if (first === undefined) return this.#all
    const fewest = others.reduce((best, each) => (each.length < best.length ? each : best), first)
    const positions = [...new Set([...fewest, ...this.#open])].sort((a, b) => a - b)
    return positions.flatMap((position) => this.#all[position] ?? [])
  }

  #add({ podLabels }: Pod, position: number): void {
    const labels = [...podLabels]
    // A map that cannot be read in full answers `hidden` to keys that it does not have.
    const isOpen = podLabels.get('') !== undefined || labels.some(([, { state }]) => state === 'hidden')
    if (isOpen) this.#open.push(position)
    for (const [key, label] of labels) {
      if (label.state === 'hidden') continue
      const name = `${key}=${label.value}`
      const positions = this.#byLabel.get(name)
      if (positions === undefined) this.#byLabel.set(name, [position])
      else positions.push(position)
    }
  }
}
