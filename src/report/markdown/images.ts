import type { Report } from '../../findings/report.ts'
import { faultyImages, imageCounts, imageFaults } from '../image-rows.ts'
import { markdownCode, markdownText } from '../markdown-text.ts'
import { clip } from '../printable.ts'

const mostShown = 10

/** The images that were opened, and what is wrong with the worst of them. */
export function imageSection({ images }: Report): string[] {
  if (images === undefined) return []
  const faulty = faultyImages(images)
  const hidden = faulty.length - mostShown
  const items = faulty
    .slice(0, mostShown)
    .map(
      (row) =>
        `- ${markdownCode(clip(row.reference, 200))}: ${markdownText(clip(imageFaults(row).join(' · '), 300))}`,
    )
  return [
    `### Images (${imageCounts(images)})`,
    '',
    ...items,
    ...(hidden > 0 ? [`- … and ${hidden} more: the JSON report has them all.`] : []),
    ...(items.length > 0 ? [''] : []),
  ]
}
