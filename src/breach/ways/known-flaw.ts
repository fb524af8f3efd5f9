import { imageLetsCallersIn } from '../../controls/image/image-lets-callers-in.ts'
import type { Container } from '../../model/pod.ts'
import { originOf } from '../../model/known.ts'
import type { Platform } from '../../model/platform.ts'
import type { Assumption } from '../steps/barrier.ts'
import { assumption } from '../steps/doubt.ts'

/** Whether a flaw that is known and has a fix opens what runs in a container to whoever talks to it. */
export interface KnownFlaw {
  /** Nothing has to fail any more. */
  readonly isOpen: boolean
  /** One sentence, where a flaw is known. */
  readonly how?: string
  readonly assumes?: Assumption | undefined
}

/** Software counts as long as no flaw of it is known: what its image tells, where somebody asked for images. */
export function knownFlaw(container: Container, platform: Platform): KnownFlaw {
  const look = platform.imageOf(container)
  if (look.is === 'unasked') return { isOpen: false }
  const verdict = imageLetsCallersIn.check(container, platform)
  if (verdict.verdict === 'pass') return { isOpen: false }
  const place = originOf(container.image)
  if (verdict.verdict === 'unknown') {
    const question = `whether a flaw in the image of container ${container.name} lets callers in`
    return { isOpen: false, assumes: assumption(question, place) }
  }
  const ports = look.is === 'opened' ? look.image.ports : []
  if (listens(container, ports)) return { isOpen: true, how: verdict.message }
  const question = `whether container ${container.name}, whose image has a known flaw, listens on any port`
  return { isOpen: false, assumes: assumption(question, place) }
}

/** What neither the workload nor the image calls a port may listen all the same. */
function listens({ ports, probes }: Container, portsOfImage: readonly number[]): boolean {
  const isAsked = probes.some(({ action }) => action === 'http' || action === 'tcp' || action === 'grpc')
  return isAsked || ports.length + portsOfImage.length > 0
}
