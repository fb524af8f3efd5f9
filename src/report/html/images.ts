import type { ImageRow } from '../../findings/image-rows.ts'
import type { Report } from '../../findings/report.ts'
import { plural } from '../../kernel/text.ts'
import { imageCounts, imageFaults } from '../image-rows.ts'
import { clip } from '../printable.ts'
import { type Markup, markup, moreInJson, nothing } from '../markup.ts'

const mostShown = 200

/** The images that the platform names: how many were opened, and what is wrong with the worst. */
export function imageTable({ images }: Report): Markup {
  if (images === undefined) return nothing
  const shown = images.slice(0, mostShown)
  return markup`<p>${plural(images.length, 'image')} named: ${imageCounts(images)}.</p>${
    shown.length === 0
      ? nothing
      : markup`<table class="images"><thead><tr><th scope="col">image</th><th scope="col">what is wrong</th><th scope="col">named in</th></tr></thead>
<tbody>${shown.map(imageRow)}</tbody></table>`
  }${moreInJson(images.length - shown.length, 'image')}`
}

function imageRow(row: ImageRow): Markup {
  const { reference, digest, location, uses, unopened } = row
  const faults = imageFaults(row)
  const state = unopened === undefined ? 'fail' : 'unknown'
  const others = uses > 1 ? markup` <span class="quiet">and ${uses - 1} more</span>` : nothing
  return markup`<tr><th scope="row"><code>${clip(reference, 300)}</code>${
    digest === undefined ? nothing : markup`<br><span class="quiet">${clip(digest, 100)}</span>`
  }</th><td>${
    faults.length === 0
      ? markup`<span class="quiet">nothing that was looked for</span>`
      : markup`<span class="${state} state">${clip(faults.join(' · '), 500)}</span>`
  }</td><td><code>${clip(location.file, 300)}:${location.line}</code>${others}</td></tr>`
}
