import type { BuildStage } from '../../model/image-build.ts'
import type { Origin } from '../../model/origin.ts'
import type { Control } from '../control.ts'
import { every, fail, pass } from '../verdict.ts'
import { commandPlace } from './build.ts'

export const curlAndWget: Control<'image-build'> = {
  id: 'BH-0652',
  name: 'curl-and-wget',
  title: 'Build uses curl and wget',
  layer: 'image',
  severity: 'info',
  guarantees: ['containment'],
  barriers: [],
  vector: 'misconfigured-image',
  references: ['trivy:DS-0014', 'hadolint:DL4001'],
  rationale:
    'Two tools for one job are two that may have flaws, and two that fetch more code for an attacker.',
  remediation: 'Keep one of them.',
  applies: 'image-build',
  check: (build) =>
    every(build.stages, (stage) => {
      const [wget, curl] = [placeIn(stage, 'wget'), placeIn(stage, 'curl')]
      return wget !== undefined && curl !== undefined
        ? fail(`${build.name} uses both curl and wget.`, wget, curl)
        : pass()
    }),
  examples: {
    fail: ['FROM a:1\nRUN curl x && wget y', 'FROM a:1\nRUN curl x\nRUN ["wget","y"]'],
    pass: ['FROM a:1\nRUN curl x && apt-get install wget', 'FROM a:1 AS x\nRUN wget y\nFROM a:1\nRUN curl x'],
    unknown: [],
  },
}

/** Where a stage first runs a program. */
function placeIn({ instructions }: BuildStage, program: string): Origin | undefined {
  for (const run of instructions) {
    const command = run.keyword === 'RUN' ? run.commands.find(({ name }) => name === program) : undefined
    if (command !== undefined) return commandPlace(run, command)
  }
  return undefined
}
