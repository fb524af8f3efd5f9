import type { Control } from '../control.ts'
import { fail, pass, unknown } from '../verdict.ts'
import { opened } from '../image-examples.ts'
import { imageOfContainer, judgeImage } from './opened.ts'

export const imageSignatureMissing: Control<'container'> = {
  id: 'BH-1326',
  name: 'image-signature-missing',
  title: 'Image is not signed by anybody whom the policy trusts',
  layer: 'image',
  severity: 'high',
  guarantees: ['isolation', 'containment'],
  barriers: ['I.sig'],
  vector: 'supply-chain',
  references: [],
  rationale:
    'Nothing tells that the image comes from whom it should. Whoever may push to the registry, or stands between it and the node, decides what runs.',
  remediation:
    'Sign the image where it is built, and let admission demand the signature. `bulkhead verify` tells what was found beside it.',
  applies: 'container',
  when: (container, platform) => {
    const look = platform.imageOf(container)
    return look.is === 'opened' && look.image.signature !== undefined
  },
  check: (container, platform) =>
    judgeImage(container, platform, ({ signature }, place) => {
      if (signature === undefined || signature.verdict === 'pass') return pass()
      const subject = imageOfContainer(container)
      return signature.verdict === 'fail'
        ? fail(`${subject} is not signed as the policy asks: ${signature.why}`, place)
        : unknown(`Whether ${subject} is signed as the policy asks is not known: ${signature.why}`, place)
    }),
  examples: {
    fail: [opened({ signature: { verdict: 'fail', why: 'There is no signature.' } })],
    pass: [opened({ signature: { verdict: 'pass', why: '' } })],
    unknown: [opened({ signature: { verdict: 'unknown', why: 'The log cannot be read.' } })],
  },
}
