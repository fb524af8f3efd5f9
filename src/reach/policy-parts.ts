import { type AddressRange, parseCidr } from '../kernel/cidr.ts'
import { valueOf } from '../model/known.ts'
import { directions, type NetworkPort } from '../model/network.ts'
import type { Platform } from '../model/platform.ts'

/** What of pods the policies of a platform look at; other differences between pods are none to them. */
export interface PolicyParts {
  readonly blocks: readonly AddressRange[]
  /** Ports that policies call by name. */
  readonly names: ReadonlySet<string>
}

export function findParts(platform: Platform): PolicyParts {
  const rules = platform.all('network-policy').flatMap((policy) => directions.flatMap((each) => policy[each]))
  const statements = platform.all('extended-network-policy').flatMap((policy) => policy.statements)
  const cidrs = [
    ...rules.flatMap(({ peers }) => peers.flatMap(({ cidr, except }) => (cidr ? [cidr, ...except] : except))),
    ...statements.flatMap(({ kind, value, except }) => (kind === 'cidr' ? [value, ...except] : [])),
  ]
  const texts = new Set(cidrs.map(valueOf))
  return {
    blocks: [...texts].flatMap((text = '') => parseCidr(text) ?? []),
    names: new Set([...rules, ...statements].flatMap(({ ports }) => ports.flatMap(nameIn))),
  }
}

function nameIn({ port }: NetworkPort): string[] {
  const text = valueOf(port)
  return text === undefined || /^\d+$/.test(text) ? [] : [text]
}
