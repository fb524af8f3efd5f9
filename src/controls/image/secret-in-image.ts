import type { Control } from '../control.ts'
import { fail } from '../verdict.ts'
import { opened, unopened } from '../image-examples.ts'
import { imageOfContainer, isLookedInto, judgeImage, listed, notFound } from './opened.ts'

export const secretInImage: Control<'container'> = {
  id: 'BH-1323',
  name: 'secret-in-image',
  title: 'Image holds a secret',
  layer: 'image',
  severity: 'high',
  guarantees: ['isolation', 'containment'],
  barriers: [],
  vector: 'exposed-secrets',
  references: [],
  rationale:
    'Code in the container reads it, and so does everybody who may pull the image: tenants that share a registry, caches of nodes, backups. A layer keeps what a later one takes away.',
  remediation:
    'Revoke it, build the image without it, and hand it to the container when it starts. `bulkhead image` tells the layer and the line.',
  applies: 'container',
  when: isLookedInto,
  check: (container, platform) =>
    judgeImage(container, platform, ({ secrets, gaps }, place) => {
      const places = secrets.map((secret) => secret.place)
      if (places.length > 0)
        return fail(`${imageOfContainer(container)} holds secrets: ${listed(places)}.`, place)
      return notFound(container, gaps.texts, 'a secret')
    }),
  examples: {
    fail: [opened({ secrets: [{ message: 'It holds a key.', place: 'layer 2: app/.env:3' }] })],
    pass: [opened({})],
    unknown: [unopened(), opened({ gaps: { texts: 'The layer was not searched to its end.' } })],
  },
}
