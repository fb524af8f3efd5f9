import { clip, printable } from '../printable.ts'

// SVG breaks no lines and nothing measures text before it is drawn: widths are estimated, rather too wide than too narrow.

/** In parts of the font size, for DejaVu Sans, the widest of the fonts that a page is likely to get. */
const widths: readonly (readonly [RegExp, number])[] = [
  [/[ijlI'.,:;|!‘’]/, 0.33],
  [/[frt()[\]/\- ]/, 0.42],
  [/[mwMW@%—…]/, 0.99],
  [/[A-Z_]/, 0.7],
  [/[\u0020-\u024f–“”]/, 0.635],
]

const bold = 1.11

export interface Font {
  readonly size: number
  readonly isBold?: boolean
}

export function textWidth(text: string, { size, isBold = false }: Font): number {
  const units = [...text].reduce((sum, each) => sum + widthOf(each), 0)
  return units * size * (isBold ? bold : 1)
}

function widthOf(character: string): number {
  return widths.find(([pattern]) => pattern.test(character))?.[1] ?? 1.1
}

export interface Box {
  readonly width: number
  readonly lines: number
}

const longest = 400

/** Breaks a text into the lines of a box, within words where it must; what does not fit ends with `…`. */
export function fitText(text: string, font: Font, { width, lines }: Box): readonly string[] {
  return fitLines(text, (line) => textWidth(line, font) <= width, lines)
}

/** The same for whatever tells that a line fits. */
export function fitLines(text: string, fits: (line: string) => boolean, lines: number): readonly string[] {
  const wrapped = breakLines(clip(printable(text), longest), fits)
  if (wrapped.length <= lines) return wrapped
  return [...wrapped.slice(0, lines - 1), shorten(wrapped[lines - 1] ?? '', fits)]
}

function shorten(line: string, fits: (line: string) => boolean): string {
  const characters = [...line]
  while (characters.length > 0 && !fits(`${characters.join('').trimEnd()}…`)) characters.pop()
  return `${characters.join('').trimEnd()}…`
}

function breakLines(text: string, fits: (line: string) => boolean): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const piece of piecesOf(text)) {
    if (fits(`${line}${piece}`.trimEnd())) line += piece
    else {
      if (line.trim() !== '') lines.push(line.trimEnd())
      line = piece
      while (!fits(line.trimEnd())) {
        const head = headOf(line, fits)
        lines.push(head)
        line = line.slice(head.length)
      }
    }
  }
  return line.trim() === '' && lines.length > 0 ? lines : [...lines, line.trimEnd()]
}

/** Words with what ends them: a space, or a character after which a path or an image name may break. */
function piecesOf(text: string): readonly string[] {
  return text.match(/[^ /:,-]+(?:[/:,-] ?| )?|[/:,-] ?| /g) ?? []
}

/** As many characters as fit, at least one. */
function headOf(text: string, fits: (line: string) => boolean): string {
  let head = ''
  for (const character of text) {
    if (head !== '' && !fits(head + character)) break
    head += character
  }
  return head
}
