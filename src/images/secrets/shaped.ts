import { RE2JS } from 're2js'

import type { Document } from '../../kernel/document.ts'
import { remember } from '../../kernel/remember.ts'
import { secretShapes } from '../../knowledge/secret-shapes/all.ts'
import { patternOf, type SecretShape } from '../../knowledge/secret-shapes/shape.ts'
import { isReal } from '../../knowledge/secrets.ts'
import { isAccepted } from './accept.ts'
import type { Candidate, Detection } from './candidate.ts'
import { MarkFinder } from './mark-finder.ts'
import { writtenShapes } from './written-shapes.ts'

const shapes: readonly SecretShape[] = [...secretShapes, ...writtenShapes]

const finder = new MarkFinder(
  shapes.flatMap((shape) =>
    shape.marks.map((text) => ({ text, isAnyCase: shape.named !== undefined, of: shape })),
  ),
)

/** RE2 takes linear time on any text. Most shapes never come up, so that each is compiled when it does. */
const compiled = remember((shape: SecretShape) => RE2JS.compile(patternOf(shape)))

const usualReach = 300
const usualBack = 8

/** How much closer looks may take in all, as a multiple of the text; what real files need is far below. */
const closerLooks = 4
const leastLooks = 100_000

/** Finds the shapes of issuers in a text. The time is linear in its length, whatever it holds. */
export function findShaped(document: Document): Detection {
  const { text } = document
  const candidates: Candidate[] = []
  const foundUpTo = new Map<SecretShape, number>()
  let budget = text.length * closerLooks + leastLooks
  for (const { at, of: shape } of finder.find(text)) {
    if (at < (foundUpTo.get(shape) ?? 0)) continue
    const [from, to] = [Math.max(0, at - (shape.back ?? usualBack) - 2), at + (shape.reach ?? usualReach)]
    budget -= to - from
    if (budget < 0) return { candidates, stoppedAt: at }
    const found = matchAt(shape, text, { from, to, at })
    if (found === undefined) continue
    foundUpTo.set(shape, found.start + found.value.length)
    if (isReal(shape, found.value) && isAccepted(found, document)) candidates.push(found)
  }
  return { candidates }
}

interface Window {
  readonly from: number
  readonly to: number
  /** Where the mark stands that a match has to hold. */
  readonly at: number
}

function matchAt(shape: SecretShape, text: string, { from, to, at }: Window): Candidate | undefined {
  const matcher = compiled(shape).matcher(text.slice(from, to))
  while (matcher.find()) {
    const value = matcher.group(1) ?? ''
    if (from + matcher.start() > at) return undefined
    if (from + matcher.end() <= at) continue
    const isPrecise = !writtenShapes.includes(shape)
    return { rule: shape.id, what: shape.what, start: from + matcher.start(1), value, isPrecise }
  }
  return undefined
}
