import { valueOf } from '../../model/known.ts'
import type { PipelineRepository } from '../../model/pipeline.ts'
import type { Control } from '../control.ts'
import { every, fail, pass, unknown, type Verdict } from '../verdict.ts'

export const pipelineRepositoryNotPinned: Control<'pipeline'> = {
  id: 'BH-0718',
  name: 'pipeline-repository-not-pinned',
  title: 'Pipeline takes templates or code that others can change',
  layer: 'process',
  severity: 'medium',
  guarantees: ['containment', 'isolation'],
  barriers: ['I.digest'],
  vector: 'supply-chain',
  references: [],
  rationale:
    'A branch or tag of a repository outside the own organisation moves. Whoever takes that repository over runs code in the build, with its service connections, and so in every image.',
  remediation: 'Name the full commit hash as `ref`, and let a bot raise it.',
  applies: 'pipeline',
  when: ({ repositories }) => repositories.length > 0,
  check: ({ repositories }) => every(repositories, judge),
  examples: {
    fail: [
      'resources: { repositories: [{ repository: t, type: github, name: acme/templates, ref: refs/tags/v1 }] }\nsteps: [{ template: build.yml@t }]',
      'resources: { repositories: [{ repository: t, type: GitHub, name: acme/templates }] }\nsteps: [{ checkout: t }]',
    ],
    pass: [
      'resources: { repositories: [{ repository: t, type: github, name: acme/templates, ref: 5eda9aded5462201e6310105728d33016e637ea7 }] }\nsteps: [{ template: build.yml@t }]',
      'resources: { repositories: [{ repository: t, type: git, name: platform/templates, ref: refs/tags/release }] }\nsteps: [{ template: build.yml@t }]',
    ],
    unknown: [
      'resources: { repositories: [{ repository: t, type: github, name: acme/templates, ref: "${{ parameters.ref }}" }] }\nsteps: [{ checkout: t }]',
    ],
  },
}

function judge({ name, host, ref, origin }: PipelineRepository): Verdict {
  if (host.state !== 'hidden' && host.value.toLowerCase() === 'git') return pass()
  const text = valueOf(ref) ?? ''
  if (/^[0-9a-f]{40}$/.test(text)) return pass()
  if (ref.state === 'hidden' || host.state === 'hidden' || text.includes('$'))
    return unknown(`Which commit of ${name} the pipeline takes cannot be told.`, origin)
  return fail(`The pipeline takes ${name} at whatever its branch or tag points to.`, origin)
}
