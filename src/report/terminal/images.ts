import type { Report } from '../../findings/report.ts'
import { faultyImages, imageCounts, imageFaults } from '../image-rows.ts'
import { printable } from '../printable.ts'
import { heading, labelled, limited, type Pen } from './style.ts'

const mostShown = 8

/** The images that were opened, and what is wrong with the worst of them. */
export function imageLines({ images }: Report, pen: Pen): string[] {
  if (images === undefined) return []
  const faulty = faultyImages(images)
  const shown = limited(faulty, mostShown, pen)
  const hidden = faulty.length - shown.length
  return [
    heading('Images', pen, imageCounts(images)),
    ...shown.flatMap((row) => [
      `  ${printable(row.reference)}`,
      ...labelled('    ', printable(imageFaults(row).join(' · ')), pen),
    ]),
    ...(hidden > 0 ? [pen.colors.dim(`  … and ${hidden} more; --all prints them.`)] : []),
    '',
  ]
}
