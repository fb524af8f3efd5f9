import { type Depth, type DepthBounds, mostDepth } from '../breach/verdict.ts'
import type { StrandVerdict } from '../breach/judge.ts'
import { strandMark, strandTitles } from './breach-text.ts'

/** Before and after, strand by strand, as text. */
export function renderWhatIf({
  before,
  after,
  idle,
}: {
  readonly before: readonly StrandVerdict[]
  readonly after: readonly StrandVerdict[]
  readonly idle: readonly string[]
}): string {
  const rows = before.flatMap((was, index) => {
    const is = after[index]
    return is === undefined ? [] : [rowText(was, is)]
  })
  const unused = idle.map(
    (name) => `${name} changes nothing here: it falls short nowhere, or no route hangs on it.`,
  )
  return `${[`${''.padEnd(24)}${'as it is'.padEnd(26)}as supposed`, ...rows, ...unused].join('\n')}\n`
}

function rowText(was: StrandVerdict, is: StrandVerdict): string {
  const mark = isSame(was, is) ? '' : '  changed'
  return `${strandTitles[was.strand].padEnd(24)}${cell(was).padEnd(26)}${cell(is)}${mark}`
}

function cell(strand: StrandVerdict): string {
  const { mark, word } = strandMark(strand)
  if (strand.isVacuous) return `${mark} ${word}`
  return `${mark} ${word} ${boundsText(strand.asIs)} / ${boundsText(strand.drift)}`
}

function isSame(a: StrandVerdict, b: StrandVerdict): boolean {
  return cell(a) === cell(b)
}

function boundsText({ lower, upper }: DepthBounds): string {
  return lower === upper ? depthText(lower) : `${depthText(lower)}–${depthText(upper)}`
}

function depthText(depth: Depth): string {
  if (depth === Infinity) return 'no way'
  return depth > mostDepth ? `> ${mostDepth}` : `${depth}`
}
