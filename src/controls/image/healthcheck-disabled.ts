import { valueOf } from '../../model/known.ts'
import type { Control } from '../control.ts'
import { every, fail, pass } from '../verdict.ts'
import { shippedInstructions } from './build.ts'

export const healthcheckDisabled: Control<'image-build'> = {
  id: 'BH-0631',
  name: 'healthcheck-disabled',
  title: 'Image switches its health check off',
  layer: 'image',
  severity: 'info',
  guarantees: ['fair-share'],
  barriers: [],
  vector: 'misconfigured-image',
  references: [],
  rationale:
    'HEALTHCHECK NONE also removes the check of the base image: a service that hostile code stopped or replaced goes on to count as well.',
  remediation: 'Remove `HEALTHCHECK NONE`, or write a check.',
  applies: 'image-build',
  check: (build) =>
    every(shippedInstructions(build, 'HEALTHCHECK'), ({ words, commands, origin }) =>
      commands.length === 0 && words.some((word) => /^none$/i.test(valueOf(word) ?? ''))
        ? fail(`${build.name} switches the health check off.`, origin)
        : pass(),
    ),
  examples: {
    fail: ['FROM a:1\nHEALTHCHECK NONE'],
    pass: ['FROM a:1\nHEALTHCHECK CMD true', 'FROM a:1'],
    unknown: [],
  },
}
