import { remember } from '../kernel/remember.ts'
import { type Known, originOf, valueOf } from '../model/known.ts'
import { locate, type Origin } from '../model/origin.ts'
import type { Asset } from '../model/platform.ts'
import type { Waiver } from './finding.ts'

/**
 * Annotations by which other tools' users accepted a risk: `checkov.io/skip1: CKV_K8S_20=reason`,
 * `ignore-check.kube-linter.io/NAME: reason`, `kube-linter.io/ignore-all: reason` and
 * `polaris.fairwinds.com/NAME-exempt: "true"`.
 */
export function annotationWaiver(asset: Asset, references: readonly string[]): Waiver | undefined {
  const owner = asset.asset === 'container' ? asset.pod : asset
  const read = annotationsOf(owner).find(({ covers }) => covers(references))
  if (read === undefined) return undefined
  return { source: read.source, reason: read.reason || 'no reason given', location: locate(read.origin) }
}

type Owner = Exclude<Asset, { readonly asset: 'container' }>

/** An object has many findings and seldom such an annotation. */
const annotationsOf: (owner: Owner) => readonly PlacedAnnotation[] = remember((owner) => {
  const maps = owner.asset === 'pod' ? [owner.annotations, owner.podAnnotations] : [owner.annotations]
  return maps.flatMap((map) => [...map].flatMap(([key, value]) => placed(key, value, owner)))
})

function placed(key: string, value: Known<string>, owner: Owner): PlacedAnnotation[] {
  const read = readAnnotation(key, valueOf(value) ?? '')
  return read === undefined ? [] : [{ ...read, origin: originOf(value) ?? owner.origin }]
}

interface PlacedAnnotation extends ReadAnnotation {
  readonly origin: Origin
}

interface ReadAnnotation {
  readonly source: Waiver['source']
  readonly reason: string
  readonly covers: (references: readonly string[]) => boolean
}

function readAnnotation(key: string, value: string): ReadAnnotation | undefined {
  if (key.startsWith('checkov.io/skip')) {
    const [id = '', ...reason] = value.split('=')
    return {
      source: 'checkov',
      reason: reason.join('='),
      covers: (all) => all.includes(`checkov:${id.trim()}`),
    }
  }
  if (key === 'kube-linter.io/ignore-all') {
    return {
      source: 'kube-linter',
      reason: value,
      covers: (all) => all.some((each) => each.startsWith('kube-linter:')),
    }
  }
  if (key.startsWith('ignore-check.kube-linter.io/')) {
    const name = key.slice('ignore-check.kube-linter.io/'.length)
    return { source: 'kube-linter', reason: value, covers: (all) => all.includes(`kube-linter:${name}`) }
  }
  return readPolaris(key, value)
}

function readPolaris(key: string, value: string): ReadAnnotation | undefined {
  const name = /^polaris\.fairwinds\.com\/(.+)-exempt$/.exec(key)?.[1]
  if (name === undefined || value !== 'true') return undefined
  return { source: 'polaris', reason: '', covers: (all) => all.some((each) => samePolarisCheck(each, name)) }
}

/** Polaris' annotations write `cpuRequestsMissing` as `cpu-requests-missing` too. */
function samePolarisCheck(reference: string, name: string): boolean {
  const plain = (text: string): string => text.replaceAll('-', '').toLowerCase()
  return reference.startsWith('polaris:') && plain(reference.slice('polaris:'.length)) === plain(name)
}
