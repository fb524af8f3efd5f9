import type { Control } from '../control.ts'
import { fail, pass, unknown } from '../verdict.ts'
import { opened } from '../image-examples.ts'
import { imageOfContainer, judgeImage } from './opened.ts'

export const imageBaseNotApproved: Control<'container'> = {
  id: 'BH-1333',
  name: 'image-base-not-approved',
  title: 'Image is built on a base that nobody approved',
  layer: 'image',
  severity: 'high',
  guarantees: ['isolation', 'containment'],
  barriers: ['I.allow'],
  vector: 'supply-chain',
  references: [],
  rationale:
    'The bases that the platform keeps hardened and up to date are not below it, whatever its Dockerfile says: what it is made of somebody else decides.',
  remediation:
    'Build the image on one of the `bases` in bulkhead.yaml, or approve the base that it has. `bulkhead image` tells which it is.',
  applies: 'container',
  when: (container, platform) => {
    const look = platform.imageOf(container)
    return look.is === 'opened' && look.image.base !== undefined
  },
  check: (container, platform) =>
    judgeImage(container, platform, ({ base }, place) => {
      if (base === undefined || base.verdict === 'pass') return pass()
      const message = `${imageOfContainer(container)}: ${base.message}`
      return base.verdict === 'fail' ? fail(message, place) : unknown(message, place)
    }),
  examples: {
    fail: [opened({ base: { verdict: 'fail', message: 'It is built on no approved base.' } })],
    pass: [opened({ base: { verdict: 'pass', message: '' } })],
    unknown: [opened({ base: { verdict: 'unknown', message: 'Its base cannot be told.' } })],
  },
}
