import type { Control } from '../control.ts'
import { every, fail, pass } from '../verdict.ts'

export const stageNameTwice: Control<'image-build'> = {
  id: 'BH-0637',
  name: 'stage-name-twice',
  title: 'Two stages share a name',
  layer: 'image',
  severity: 'low',
  guarantees: ['containment'],
  barriers: [],
  vector: 'misconfigured-image',
  references: ['checkov:CKV_DOCKER_11', 'trivy:DS-0012', 'hadolint:DL3024'],
  rationale:
    '`COPY --from` and `--target` take the last stage of that name: a stage added further down silently replaces what ships.',
  remediation: 'Give every stage a name of its own.',
  applies: 'image-build',
  check: (build) => {
    const seen = new Set<string>()
    return every(build.stages, ({ alias, origin }) => {
      const name = alias?.toLowerCase()
      if (name === undefined) return pass()
      if (seen.has(name)) return fail(`${build.name} has two stages of the name ${name}.`, origin)
      seen.add(name)
      return pass()
    })
  },
  examples: {
    fail: ['FROM a:1 AS x\nFROM b:1 as X'],
    pass: ['FROM a:1 AS x\nFROM b:1 AS y'],
    unknown: [],
  },
}
