import type { ShellCommand } from '../../kernel/shell-command.ts'
import type { Control } from '../control.ts'
import { every, fail, pass } from '../verdict.ts'
import { commandPlace, instructionsOf } from './build.ts'

const fetchers = /^(?:curl|wget|fetch|aria2c)$/
const interpreters = /^(?:(?:ba|da|a|z|k|c)?sh|python[\d.]*|perl|ruby|node|php|pwsh|powershell)$/

/** A download that an interpreter reads: through a pipe, `$(…)` or `<(…)`. */
function runsDownload(command: ShellCommand, all: readonly ShellCommand[]): boolean {
  if (!interpreters.test(command.name)) return false
  const before = all.slice(0, all.indexOf(command))
  return [...command.inner, ...before.filter(({ pipeline }) => pipeline === command.pipeline)].some(
    ({ name }) => fetchers.test(name),
  )
}

export const downloadRunUnseen: Control<'image-build'> = {
  id: 'BH-0620',
  name: 'download-run-unseen',
  title: 'Build runs a download that nobody checked',
  layer: 'image',
  severity: 'high',
  guarantees: ['containment'],
  barriers: ['I.sig'],
  vector: 'supply-chain',
  references: [],
  rationale:
    'The server, or whoever took it over, decides at every build what runs on the build machine and stays in the image; it may give different code to a build than to a browser.',
  remediation:
    'Download to a file, compare its SHA-256 with one that stands in the Dockerfile, then run it; or install a signed package.',
  applies: 'image-build',
  check: (build) =>
    every(instructionsOf(build, 'RUN'), (run) =>
      every(run.commands, (command) =>
        runsDownload(command, run.commands)
          ? fail(`${build.name} runs what it downloads without a check.`, commandPlace(run, command))
          : pass(),
      ),
    ),
  examples: {
    fail: [
      'FROM a:1\nRUN curl -sSL https://x | sh',
      'FROM a:1\nRUN wget -O - https://x | tee y | sudo bash -s -- z',
      'FROM a:1\nRUN bash <(curl -s https://x)',
      'FROM a:1\nRUN sh -c "$(curl -fsSL https://x)"',
      'FROM a:1\nRUN <<EOF\nset -e\ncurl x | bash\nEOF',
    ],
    pass: [
      'FROM a:1\nRUN curl -o x.sh https://x && sha256sum -c sums && sh x.sh',
      'FROM a:1\nRUN curl https://x | tar xz',
    ],
    unknown: [],
  },
}
