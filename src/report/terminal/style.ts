import { createColors } from 'picocolors'

import type { Severity } from '../../knowledge/guarantees.ts'
import type { Framer } from '../frame.ts'
import { wrap } from '../printable.ts'
import type { Grouping } from '../views.ts'

export interface TerminalOptions {
  readonly hasColor: boolean
  /** Columns to write in. */
  readonly width: number
  /** Print every finding, place and path; else long lists are cut, and say so. */
  readonly isFull: boolean
  readonly groupBy: Grouping
}

export type Colors = ReturnType<typeof createColors>

/** What every part of the terminal report writes with. */
export interface Pen {
  readonly colors: Colors
  readonly width: number
  readonly isFull: boolean
  readonly severity: Readonly<Record<Severity, (text: string) => string>>
  readonly framer: Framer
}

const [narrowest, widest] = [48, 110]

export function makePen(options: TerminalOptions, framer: Framer): Pen {
  const colors = createColors(options.hasColor)
  return {
    colors,
    width: Math.max(narrowest, Math.min(options.width, widest)),
    isFull: options.isFull,
    severity: {
      critical: (text) => colors.bold(colors.red(text)),
      high: colors.red,
      medium: colors.yellow,
      low: colors.blue,
      info: colors.dim,
    },
    framer,
  }
}

/** A paragraph behind a label, wrapped and hanging: `  why  Root in the container …`. */
export function labelled(label: string, text: string, pen: Pen): string[] {
  const indent = ' '.repeat(label.length)
  return wrap(text, pen.width - label.length).map(
    (line, index) => `${index === 0 ? pen.colors.dim(label) : indent}${line}`,
  )
}

export function heading(text: string, { colors }: Pen, aside: string = ''): string {
  return aside === '' ? colors.bold(text) : `${colors.bold(text)} ${colors.dim(aside)}`
}

/** How many items of a list are printed. */
export function limited<T>(items: readonly T[], limit: number, pen: Pen): readonly T[] {
  return pen.isFull ? items : items.slice(0, limit)
}
