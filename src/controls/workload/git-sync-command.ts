import { valueOf } from '../../model/known.ts'
import type { Control } from '../control.ts'
import { every, fail, pass } from '../verdict.ts'

export const gitSyncCommand: Control<'container'> = {
  id: 'BH-0290',
  name: 'git-sync-command',
  title: 'Variable chooses the program that git-sync runs',
  layer: 'workload',
  severity: 'high',
  guarantees: ['containment'],
  barriers: [],
  vector: 'vulnerable-application',
  references: ['checkov:CKV_K8S_159'],
  rationale:
    'Whatever `GITSYNC_GIT` names is run by git-sync: with a file from a shared volume that is code of whoever wrote the file, with the account of the pod.',
  remediation: 'Remove the variable; the image brings its own git.',
  applies: 'container',
  check: (container) =>
    every(container.env, ({ name, origin }) =>
      valueOf(name) === 'GITSYNC_GIT'
        ? fail(`Container ${container.name} has git-sync run a program of its own choice.`, origin)
        : pass(),
    ),
  examples: {
    fail: ['env: [{ name: GITSYNC_GIT, value: /payload }]'],
    pass: ['env: [{ name: GITSYNC_REPO, value: "https://example.com/a.git" }]', '{}'],
    unknown: [],
  },
}
