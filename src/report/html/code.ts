import type { Location } from '../../model/origin.ts'
import type { Frame } from '../frame.ts'
import { clip } from '../printable.ts'
import { type Markup, markup, nothing, preformatted } from '../markup.ts'

export function place({ file, line, column }: Location): Markup {
  return markup`<code>${clip(file, 400)}:${line}:${column}</code>`
}

/** A few lines of source, the one in question marked. */
export function codeFrame(frame: Frame | undefined): Markup {
  if (frame === undefined) return nothing
  const lines = frame.lines.map((line, index) => {
    const number = String(frame.firstLine + index).padStart(5)
    return index === frame.focus
      ? markup`<mark><span class="number">${number} ▸ </span>${line}</mark>`
      : markup`<span class="number">${number}   </span>${line}`
  })
  return markup`<pre>${preformatted(lines)}</pre>`
}
