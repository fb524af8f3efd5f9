import type { Control } from '../control.ts'
import { fail, pass, unknown } from '../verdict.ts'
import { imageBuilds } from './image-steps.ts'

export const imageWithoutScheduledRebuild: Control<'pipeline'> = {
  id: 'BH-0703',
  name: 'image-without-scheduled-rebuild',
  title: 'Nothing rebuilds the image when its base moves',
  layer: 'process',
  severity: 'medium',
  confidence: 'likely',
  guarantees: ['containment'],
  barriers: ['K.patch'],
  vector: 'build-machine',
  references: [
    'owasp-docker:OWASP-DOCKER-0',
    'krol3-container-security-checklist:KROL3-workloads-10',
    'cis-docker-1.6-docker-bench:4.4',
    'kubernetes-security-checklist:K8S-SEC-images-4',
    'owasp-kubernetes:OWASP-K8S-6.1',
  ],
  rationale:
    'An image that is rebuilt only when its own source changes keeps the flaws of its base until somebody edits a file.',
  remediation:
    'Add a schedule (at least weekly), or let an ACR task with a base-image trigger build it (`az acr task create --base-image-trigger-enabled`).',
  applies: 'pipeline',
  when: (pipeline) => imageBuilds(pipeline).length > 0,
  check: (pipeline) => {
    const events = pipeline.triggers.map(({ event }) => event)
    if (events.includes('schedule') || events.includes('repository_dispatch')) return pass()
    const [build] = imageBuilds(pipeline)
    if (events.includes('workflow_call') || pipeline.hasOtherParts) {
      return unknown('Whether a schedule rebuilds the image stands in another file.', build?.origin)
    }
    return fail('No schedule rebuilds the image when its base image gets fixes.', build?.origin)
  },
  examples: {
    fail: [
      'steps: [{ script: docker build . }]',
      'trigger: [main]\nsteps: [{ task: Docker@2, inputs: { command: buildAndPush } }]',
    ],
    pass: [
      'schedules: [{ cron: "0 3 * * *", branches: { include: [main] }, always: true }]\nsteps: [{ script: docker build . }]',
    ],
    unknown: ['extends:\n  template: base.yml\nsteps: [{ script: docker build . }]'],
  },
}
