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
    if (at < (foundUpTo.get(shape) ?? 0) || (shape.back === 0 && runsOnTo(text, at))) continue
    const window = windowOf(shape, at)
    budget -= window.to - window.from
    if (budget < 0) return { candidates, stoppedAt: at }
    const found = matchAt(shape, text, window)
    if (found === undefined) continue
    foundUpTo.set(shape, found.start + found.value.length)
    if (isReal(shape, found.value) && isAccepted(found, document)) candidates.push(found)
  }
  return { candidates }
}

/** Whether a name or number runs on from before; the letter of an escaped line end is none. Packed bytes do so all the time. */
function runsOnTo(text: string, at: number): boolean {
  return /\w/.test(text.charAt(at - 1)) && !/\\[nrt]$/.test(text.slice(Math.max(0, at - 2), at))
}

interface Window {
  readonly from: number
  readonly to: number
  /** Where the mark stands that a match has to hold. */
  readonly at: number
}

function windowOf({ back = usualBack, reach = usualReach }: SecretShape, at: number): Window {
  return { from: Math.max(0, at - back - 2), to: at + reach, at }
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
