import { daysBetween } from '../kernel/dates.ts'
import { newestNodeImages } from '../knowledge/node-images.ts'
import { missingFixes, nodeImageOf } from '../link/node-fixes.ts'
import { parseNodeImage } from '../link/node-image.ts'
import type { AgentPool } from '../model/azure.ts'
import { originOf } from '../model/known.ts'
import type { ClusterNode } from '../model/node.ts'
import type { Platform } from '../model/platform.ts'
import { doubtful, fail, pass, type Verdict } from './verdict.ts'

type WithImage = AgentPool | ClusterNode

/** AKS makes images every week, and rolls each out within two. */
const oldAfterDays = 45

/** True where somebody showed the running image. */
export function showsImage(asset: WithImage): boolean {
  return nodeImageOf(asset).state !== 'default'
}

/** Fails where the image lacks the fix of a bulletin. */
export function judgeFixes(asset: WithImage, who: string): Verdict {
  const image = nodeImageOf(asset)
  const claim = `${who} runs an image without the fix of a known flaw.`
  if (image.state === 'hidden') return doubtful(claim, image.reason, image.origin)
  const system = parseNodeImage(image.value ?? '')?.system ?? 'other'
  if (system === 'other') return doubtful(claim, `no bulletins are known for ${image.value}`, originOf(image))
  const missing = missingFixes(image.value ?? '')
  if (missing.length === 0) return pass()
  const named = missing.map(({ id, title, cves }) => `${id} (${title}; ${cves.join(', ')})`)
  return fail(`${who} runs ${image.value}, without the fix of ${named.join(' and ')}.`, originOf(image))
}

/** Fails where an image was made long before the day that counts. */
export function judgeAge(asset: WithImage, who: string, { today }: Platform): Verdict {
  const image = nodeImageOf(asset)
  const claim = `${who} runs an old image.`
  if (image.state === 'hidden') return doubtful(claim, image.reason, image.origin)
  const made = parseNodeImage(image.value ?? '')?.date
  if (made === undefined) return doubtful(claim, `${image.value} has no date`, originOf(image))
  const age = daysBetween(made, today ?? newestNodeImages.date)
  if (age <= oldAfterDays) return pass()
  return fail(`${who} runs ${image.value}, ${age} days old${newestLike(image.value ?? '')}.`, originOf(image))
}

function newestLike(image: string): string {
  const newest = Object.entries(newestNodeImages.images).find(([name]) => image.startsWith(name))?.[1]
  return newest === undefined ? '' : `; the newest known one is ${newest}`
}
