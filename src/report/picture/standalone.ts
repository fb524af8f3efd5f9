import { depthPhrase, failingSentence, verdictMarks } from '../breach-text.ts'
import { markup, verbatim } from '../markup.ts'
import { sectionBody } from './draw.ts'
import { drawKey, keySentences } from './key.ts'
import { layOut, lineHeight, noteFont, wide } from './layout.ts'
import type { Section } from './section.ts'
import { pictureStyle } from './style.ts'
import { fitText } from './text.ts'

const margin = 24
const leastWidth = 900

/** The picture as a file of its own: with heading, key, colours and paper. */
export function renderPicture(section: Section): string {
  const { route } = section
  const placed = layOut(section, wide)
  const width = Math.max(placed.width, leastWidth)
  const box = { width, lines: 4 }
  const head = `${route.from} → ${route.goal}`
  const sentences = [failingSentence(route)].flatMap((each) => fitText(each, noteFont, box))
  const top = 34 + (sentences.length + 1) * lineHeight
  const key = drawKey(width, top + placed.height + 12)
  const legend = keySentences.flatMap((each) => fitText(each, noteFont, box))
  const legendTop = top + placed.height + 12 + key.height + 10
  const [fullWidth, height] = [width + 2 * margin, legendTop + legend.length * lineHeight + margin]
  return markup`<svg xmlns="http://www.w3.org/2000/svg" class="section" viewBox="${-margin} 0 ${fullWidth} ${Math.ceil(height)}" width="${fullWidth}" height="${Math.ceil(height)}" role="img" aria-labelledby="route-title" aria-describedby="route-desc">
<style>${verbatim(pictureStyle)}</style>
<rect class="paper" x="${-margin}" width="100%" height="100%"/>
<text class="heading" y="34">${verdictMarks[route.verdict].mark} ${verdictMarks[route.verdict].word}: ${depthPhrase(route.depth, route.required)}</text>
${[head, ...sentences].map((line, index) => markup`<text class="${index === 0 ? 'strong' : 'note'}" y="${36 + (index + 1) * lineHeight}">${line}</text>`)}
<g transform="translate(0 ${top})">${sectionBody(section, placed, { id: 'route', shape: wide })}</g>
${key.drawing}
${legend.map((line, index) => markup`<text class="quiet" y="${legendTop + (index + 0.8) * lineHeight}">${line}</text>`)}
</svg>
`.html
}
