import { compareText } from '../kernel/text.ts'
import type { Fact } from '../model/platform.ts'

/** By name, then by place: the order in which documents were read decides nothing. */
export function inOrder(facts: readonly Fact[]): readonly Fact[] {
  return facts
    .map((fact) => ({ fact, key: keyOf(fact) }))
    .sort((a, b) => compareText(a.key, b.key) || a.fact.origin.start - b.fact.origin.start)
    .map(({ fact }) => fact)
}

function keyOf(fact: Fact): string {
  const { asset, namespace, name, kind, origin } = fact
  const part = fact.asset === 'pod' ? fact.part : ''
  return [asset, namespace, name, kind, part, origin.document.path].join('\n')
}
