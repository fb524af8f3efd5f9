import type { ImageReport } from '../../images/image-report.ts'
import { plural } from '../../kernel/text.ts'
import { clip, printable } from '../printable.ts'
import { verdictLines } from '../model-files/terminal.ts'
import { heading, labelled, limited, type Pen } from '../terminal/style.ts'

/** Model files that are not clean, with why; the clean ones as one line. */
export function modelLines({ modelFiles }: ImageReport, pen: Pen): string[] {
  if (modelFiles.length === 0) return []
  const clean = modelFiles.filter(({ verdict }) => verdict === 'clean').length
  return [
    heading('Models', pen, `${plural(modelFiles.length, 'file')}, ${clean} clean`),
    ...(['malicious', 'suspicious', 'unknown'] as const).flatMap((verdict) =>
      verdictLines(verdict, { files: modelFiles }, pen),
    ),
    '',
  ]
}

const maxPlaces = 4

export function weaknessLines({ weaknesses }: ImageReport, pen: Pen): string[] {
  const shown = pen.isFull ? weaknesses : weaknesses.filter(({ severity }) => severity !== 'info')
  const hidden = weaknesses.length - shown.length
  if (weaknesses.length === 0) return []
  return [
    heading('Weaknesses', pen),
    ...shown.flatMap(({ severity, message, remediation, places }) => {
      const some = limited(places, maxPlaces, pen).join(', ')
      const rest = places.length > maxPlaces && !pen.isFull ? ` and ${places.length - maxPlaces} more` : ''
      return [
        `  ${pen.severity[severity](severity.padEnd(9))} ${printable(message)}`,
        ...labelled('            in  ', printable(clip(some, 2000)) + rest, pen),
        ...labelled('            do  ', remediation, pen),
      ]
    }),
    ...(hidden > 0
      ? [pen.colors.dim(`  … and ${hidden} that are only worth knowing; --all prints them.`)]
      : []),
    '',
  ]
}
