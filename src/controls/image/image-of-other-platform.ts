import { platformOfPod } from '../../model/image-facts.ts'
import type { Control } from '../control.ts'
import { fail, pass } from '../verdict.ts'
import { imageOfContainer, judgeImage } from './opened.ts'

export const imageOfOtherPlatform: Control<'container'> = {
  id: 'BH-1328',
  name: 'image-of-other-platform',
  title: 'Image is not made for the nodes that the pod asks for',
  layer: 'image',
  severity: 'low',
  guarantees: ['containment'],
  barriers: [],
  vector: 'misconfigured-image',
  references: [],
  rationale:
    'The container does not start there. What was looked at is not what will run, once somebody corrects the one or the other.',
  remediation: 'Build the image for the platform of the nodes, or correct the selector of the pod.',
  applies: 'container',
  when: (container, platform) => {
    const look = platform.imageOf(container)
    return (
      look.is === 'opened' && look.image.platform !== undefined && platformOfPod(container.pod) !== undefined
    )
  },
  check: (container, platform) =>
    judgeImage(container, platform, ({ platform: own = '' }, place) => {
      const wanted = platformOfPod(container.pod) ?? own
      if (own === wanted || own.startsWith(`${wanted}/`)) return pass()
      return fail(`${imageOfContainer(container)} is for ${own}, its pod asks for ${wanted}.`, place)
    }),
  examples: {
    fail: [onArm('linux/amd64')],
    pass: [onArm('linux/arm64'), onArm('linux/arm64/v8')],
    unknown: [],
  },
}

function onArm(platform: string): string {
  return `# image: {"reference":"llm","for":"linux/arm64","platform":"${platform}"}
apiVersion: v1
kind: Pod
metadata: { name: llm, namespace: models }
spec:
  nodeSelector: { kubernetes.io/arch: arm64 }
  containers:
    - name: server
      image: llm`
}
