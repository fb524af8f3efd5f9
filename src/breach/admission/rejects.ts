import { fitsWildcard } from '../../kernel/wildcard.ts'
import type { WrongField } from '../../knowledge/wrong-fields.ts'
import type { AdmissionCheck, AdmissionTest, CelTest } from '../../model/admission.ts'
import { type Known, valueOf } from '../../model/known.ts'
import { anyMatch, type Match } from '../../model/selector.ts'
import { type CelProgram, compileCel } from './cel.ts'
import type { PlainObject } from './clean-pod.ts'
import { constraintRejects } from './constraint.ts'
import { fitsPattern } from './kyverno-pattern.ts'

/** A clean pod, and the same with one wrong field in it. */
export interface Planted {
  readonly clean: PlainObject
  readonly wrong: PlainObject
  readonly field: WrongField
  /** Unset where its labels are not all known. */
  readonly namespaceObject?: PlainObject
}

/**
 * Whether a check rejects a pod because of the wrong field: it lets the clean one in and this one not. What cannot be
 * evaluated may do so only where it speaks of the field at all.
 */
export function rejects(check: AdmissionCheck, policyName: string, planted: Planted): Match {
  const { test } = check
  const match = judges[test.kind](test as never, planted)
  if (match !== 'unknown' || named.has(test.kind)) return match
  if (test.kind === 'other' && planted.field.kyverno.includes(policyName)) return 'yes'
  return speaksOf(check.text, planted.field) ? 'unknown' : 'no'
}

/** Tests that name what they reject, whatever words stand in them. */
const named: ReadonlySet<AdmissionTest['kind']> = new Set(['constraint', 'pod-security'])

type Judge<K extends AdmissionTest['kind']> = (
  test: Extract<AdmissionTest, { readonly kind: K }>,
  planted: Planted,
) => Match

const judges: { readonly [K in AdmissionTest['kind']]: Judge<K> } = {
  cel: judgeCel,
  pattern: ({ patterns }, { clean, wrong }) => difference(fitsAny(clean, patterns), fitsAny(wrong, patterns)),
  'pod-security': ({ level, hasExclusions }, { field }) => judgeLevel(level, hasExclusions, field),
  'image-signature': ({ images }, { clean, field }) => judgeSignature(images, clean, field),
  constraint: ({ template, parameters }, { field }) => constraintRejects(template, parameters, field),
  other: () => 'unknown',
}

const programs = new WeakMap<CelTest, CelProgram>()

function judgeCel(test: CelTest, { clean, wrong, namespaceObject }: Planted): Match {
  const program = programs.get(test) ?? compileCel(test)
  programs.set(test, program)
  const asked = { object: wrong, namespaceObject }
  const isAsked = program.isAsked(asked)
  if (isAsked === false) return 'no'
  const before = program.evaluate({ object: clean, namespaceObject })
  const match = anyMatch(program.evaluate(asked).map((after, index) => difference(before[index], after)))
  return isAsked === undefined && match === 'yes' ? 'unknown' : match
}

/** What lets the wrong pod in does not reject it; what lets neither in rejects it for another reason, or nobody knows. */
function difference(clean: boolean | undefined, wrong: boolean | undefined): Match {
  if (wrong === true) return 'no'
  return wrong === false && clean === true ? 'yes' : 'unknown'
}

function fitsAny(pod: PlainObject, patterns: readonly Known<unknown>[]): boolean | undefined {
  const fits = patterns.map((pattern) =>
    pattern.state === 'hidden' ? undefined : fitsPattern(pod, pattern.value),
  )
  if (fits.includes(true)) return true
  return fits.includes(undefined) ? undefined : false
}

function judgeLevel(level: Known<string>, hasExclusions: boolean, field: WrongField): Match {
  const text = valueOf(level)
  if (text === undefined) return 'unknown'
  const isRejected = field.level !== undefined && (text === 'restricted' || text === field.level)
  if (!isRejected) return 'no'
  return hasExclusions ? 'unknown' : 'yes'
}

function judgeSignature(images: readonly Known<string>[], clean: PlainObject, field: WrongField): Match {
  if (!field.words.includes('signature')) return 'no'
  const { containers } = clean['spec'] as { readonly containers: readonly { readonly image: string }[] }
  const image = containers[0]?.image ?? ''
  return anyMatch(
    images.map((pattern) => {
      if (pattern.state === 'hidden') return 'unknown'
      return fitsWildcard(image, pattern.value) ? 'yes' : 'no'
    }),
  )
}

function speaksOf(text: string, { words }: WrongField): boolean {
  const small = text.toLowerCase()
  return words.some((word) => small.includes(word))
}
