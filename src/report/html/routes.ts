import type { BreachReport, RouteReport, StepReport, StrandReport } from '../../findings/breach-report.ts'
import type { Report } from '../../findings/report.ts'
import { plural } from '../../kernel/text.ts'
import { depthPhrase, failingSentence, strandTitles } from '../breach-text.ts'
import { Framer } from '../frame.ts'
import { drawSection } from '../picture/draw.ts'
import { keyList, keySentences } from '../picture/key.ts'
import { narrow, wide } from '../picture/layout.ts'
import {
  type Bulkhead,
  groupTitle,
  type Passage,
  type Section,
  sectionOf,
  sideTitle,
  type WallGroup,
} from '../picture/section.ts'
import { clip } from '../printable.ts'
import { verdictWords } from './breach.ts'
import { codeFrame, place } from './code.ts'
import { type Markup, markup, moreInJson, nothing } from '../markup.ts'

const maxPerStrand = 12

/** The routes that fall short, one at a time: a picture and every step with its evidence. */
export function routeList(report: Report, { strands, routes }: BreachReport): Markup {
  if (routes.length === 0) return markup`<p>No route falls short of what is required.</p>`
  const framer = new Framer(report)
  const groups = strands
    .map((strand) => ({ strand, own: routes.filter((route) => route.strand === strand.strand) }))
    .filter(({ own }) => own.length > 0)
  const opened = groups[0]?.own[0]
  return markup`<p>${routes.length === 1 ? 'One route falls' : `${routes.length} routes fall`} short of what is required. Each is the easiest of its kind; choose one to see it.</p>
${pictureKey()}
${groups.map(({ strand, own }) => strandRoutes(strand, own, { framer, opened }))}`
}

function pictureKey(): Markup {
  return markup`<details class="key"><summary>How to read the picture</summary>
<ul>${keyList()}</ul>
${keySentences.map((each) => markup`<p>${each}</p>`)}
</details>`
}

interface RouteContext {
  readonly framer: Framer
  /** The one that stands open at first. */
  readonly opened: RouteReport | undefined
}

function strandRoutes(strand: StrandReport, routes: readonly RouteReport[], context: RouteContext): Markup {
  return markup`<h3 class="${strand.verdict}">${strandTitles[strand.strand]} <span class="state">${verdictWords(strand.verdict)}</span></h3>
${routes.slice(0, maxPerStrand).map((route, index) => routeItem(route, index === 0, context))}${moreInJson(routes.length - maxPerStrand, 'route')}`
}

/** Routes share a name: opening one closes the other, without a script. */
function routeItem(route: RouteReport, isWeakest: boolean, { framer, opened }: RouteContext): Markup {
  const { id, verdict, depth, required, goal, isDrift } = route
  const section = sectionOf(route)
  const target = (step: string): string => `${id}-${step}`
  return markup`<details class="group route${isWeakest ? ' weakest' : ''}" name="route" id="${id}"${route === opened ? markup` open` : nothing}>
<summary><span class="id">${id}</span> <span class="state ${verdict}">${verdictWords(verdict)}</span> <strong>${clip(goal, 200)}</strong> from ${startText(route)} <span class="count">${depthPhrase(depth, required)}</span></summary>
<p>${isDrift ? 'Open after one wrong manifest. ' : ''}${failingSentence(route)}</p>
<figure class="wide">${drawSection(section, { id: `${id}-wide`, shape: wide, target })}</figure>
<figure class="narrow">${drawSection(section, { id: `${id}-narrow`, shape: narrow, target })}</figure>
${steps(route, section, framer)}
</details>
`
}

function startText({ from, footholds }: RouteReport): string {
  const more = footholds - 1
  return `${clip(from, 200)}${more > 0 ? ` and ${plural(more, 'container')} more` : ''}`
}

function steps({ id, steps: all, undermined }: RouteReport, section: Section, framer: Framer): Markup {
  const stepsOf = (told: readonly StepReport[], { bulkheads }: Passage): Markup => {
    const byStep = new Map(bulkheads.map((each) => [each.step, each]))
    return markup`<ol class="steps">${told.map((step) => {
      const bulkhead = byStep.get(step)
      return bulkhead === undefined ? passage(step) : stepItem(`${id}-${bulkhead.number}`, bulkhead, framer)
    })}</ol>`
  }
  const onRoute = undermined.filter((each) => each.steps.length === 0)
  return markup`${stepsOf(all, section)}
${section.sides.map((side) => markup`<h4>${clip(sideTitle(side), 400)}</h4>${stepsOf(side.steps, side)}`)}
${onRoute.map(({ label, by }) => markup`<p class="quiet">${clip(label, 300)} no longer counts: whoever holds ${clip(by, 300)} takes it away.</p>`)}`
}

/** Where one position simply holds the next. */
function passage({ to, how }: StepReport): Markup {
  return markup`<li class="passage quiet">To ${clip(to, 200)}: ${clip(how, 300)}</li>`
}

function stepItem(id: string, { number, step, title, groups }: Bulkhead, framer: Framer): Markup {
  const { technique, to, how, location, controls } = step
  return markup`<li id="${id}">
<p class="what"><strong>Step ${number}: ${clip(title, 300)}</strong> <span class="quiet">to ${clip(to, 200)}${technique === undefined ? '' : markup` · <span class="id">${technique.id}</span>`}</span></p>
<p>${clip(how, 500)} ${location === undefined ? nothing : place(location)}</p>
${location === undefined ? nothing : codeFrame(framer.frameAt(location, 1))}
<ul class="walls">${groups.map(wallGroup)}</ul>
${controls.length === 0 ? nothing : markup`<p class="quiet">Controls that ask for it: ${controls.map((name, index) => markup`${index === 0 ? '' : ', '}<code>${name}</code>`)}.</p>`}
</li>`
}

/** The walls in a line, each with where it stands. */
function wallGroup(group: WallGroup): Markup {
  const { mark, walls } = group
  const number = mark === '' ? nothing : markup`<span class="domain">${mark}</span> `
  return markup`<li>${number}<span class="quiet">${clip(groupTitle(group), 600)}:</span> ${walls.map(
    ({ text, location }, index) =>
      markup`${index === 0 ? '' : '; '}${clip(text, 400)}${location === undefined ? nothing : markup` ${place(location)}`}`,
  )}</li>`
}
