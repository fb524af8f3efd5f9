import type { StrandVerdict } from '../breach/judge.ts'
import { reportBounds } from '../findings/reported-depth.ts'
import { boundsText, strandMark, strandTitles } from './breach-text.ts'

interface Depths {
  readonly before: readonly StrandVerdict[]
  readonly after: readonly StrandVerdict[]
  /** Names of what was supposed and changes nothing. */
  readonly idle: readonly string[]
}

/** Before and after, strand by strand, as text. */
export function renderWhatIf({ before, after, idle }: Depths): string {
  const rows = before.flatMap((was, index) => {
    const is = after[index]
    return is === undefined ? [] : [{ title: strandTitles[was.strand], was: cell(was), is: cell(is) }]
  })
  const width = Math.max(leastWidth, ...rows.map(({ was }) => was.length))
  const lines = [
    { title: '', was: 'as it is', is: 'as supposed' },
    ...rows.map((row) => ({ ...row, is: row.was === row.is ? row.is : `${row.is}  changed` })),
  ].map(({ title, was, is }) => `${title.padEnd(22)}  ${was.padEnd(width)}  ${is}`)
  const unused = idle.map(
    (name) => `${name} changes nothing here: it falls short nowhere, or no route hangs on it.`,
  )
  return `${[legend, '', ...lines, ...unused].join('\n')}\n`
}

const leastWidth = 24

const legend = 'Depth as things are / with one wrong manifest: how many independent things must fail.'

function cell(strand: StrandVerdict): string {
  const { mark, word } = strandMark(strand)
  if (strand.isVacuous) return `${mark} ${word}`
  const [asIs, drift] = [strand.asIs, strand.drift].map((bounds) => boundsText(reportBounds(bounds)))
  return `${mark} ${word} ${asIs} / ${drift}`
}
