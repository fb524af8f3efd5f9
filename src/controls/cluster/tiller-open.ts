import { originOf, valueOf } from '../../model/known.ts'
import type { Control } from '../control.ts'
import { doubtful, fail, pass } from '../verdict.ts'
import { isTillerByLabels } from './tillers.ts'

export const tillerOpen: Control<'container'> = {
  id: 'BH-0287',
  name: 'tiller-open',
  title: 'Tiller answers every pod',
  layer: 'cluster',
  severity: 'critical',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'insecure-networking',
  references: ['checkov:CKV_K8S_45'],
  rationale:
    'Tiller, the server of Helm 2, acts as cluster administrator for everybody who reaches its port, without asking who they are. It gets no fixes since 2020.',
  remediation:
    'Remove Tiller, its service and its account, and use Helm 3 or later, which acts with the rights of whoever runs it.',
  applies: 'container',
  when: ({ image, pod }) => valueOf(image)?.includes('tiller') === true || isTillerByLabels(pod.podLabels),
  check: (container) => {
    const message = `Container ${container.name} runs Tiller for every pod.`
    if (container.args.some((word) => isLocal(valueOf(word) ?? ''))) return pass()
    const hidden = container.args.find((word) => word.state === 'hidden')
    return hidden === undefined
      ? fail(message, originOf(container.image))
      : doubtful(message, 'an argument cannot be read', hidden.origin)
  },
  examples: {
    fail: ['image: tiller:v2', 'image: tiller:v2\nargs: [--listen=0.0.0.0:44134]'],
    pass: ['image: tiller:v2\nargs: ["--listen=localhost:44134"]'],
    unknown: ['image: tiller:v2\nargs: ["{{ .Values.listen }}"]'],
  },
}

function isLocal(argument: string): boolean {
  const [, ...values] = argument.split('--listen')
  return values.some((value) => /localhost|127\.0\.0\.1/.test(value))
}
