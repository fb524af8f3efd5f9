import type { AnyTechnique } from '../../breach/any-technique.ts'
import { techniques } from '../../breach/techniques/registry.ts'
import type { AnyControl } from '../../controls/any-control.ts'
import { registry } from '../../controls/registry.ts'
import { type WaiverFault, waiverControls } from '../../findings/waiver-controls.ts'
import { controlPage } from '../../report/control-page.ts'
import { techniquePage } from '../../report/technique-page.ts'
import type { Command } from '../command.ts'
import { configFlag, loadConfig } from '../config.ts'
import type { FlagValues } from '../flags.ts'
import { findControls, requireControls } from '../select.ts'
import { type ExitCode, UsageError, type World } from '../world.ts'

export const explainCommand: Command = {
  name: 'explain',
  summary: 'Say what a control or a technique is about: why, examples, what to do',
  operands: 'ID|NAME|FOREIGN-ID',
  flags: { config: configFlag },
  examples: [
    ['bulkhead explain BH-0101', 'a control by its id'],
    ['bulkhead explain ESC_KERNEL', 'a technique: how an attacker does it, and what may stand in the way'],
    ['bulkhead explain CKV_K8S_16', 'the control that decides what another tool’s check decides'],
  ],
  run,
}

function run(flags: FlagValues, world: World): ExitCode {
  const [word] = flags.positionals
  if (word === undefined) throw new UsageError('Name a control: bulkhead explain BH-0101')
  const technique = findTechnique(word)
  if (technique !== undefined) {
    world.stdout.write(techniquePage(technique))
    return 0
  }
  const controls: readonly AnyControl[] = [...registry, ...loadConfig(flags.text('config'), world).controls]
  const waiverControl = findWaiverControl(word)
  const pages =
    findControls(word, controls).length === 0 && waiverControl !== undefined
      ? [
          `# ${waiverControl.id} ${waiverControl.title}\n\n${waiverControl.rationale}\n\n${waiverControl.remediation}\n`,
        ]
      : requireControls(word, controls).map(controlPage)
  world.stdout.write(pages.join('\n'))
  return 0
}

function findTechnique(word: string): AnyTechnique | undefined {
  return techniques.find(({ id, name }) => id === word.toUpperCase() || name === word)
}

function findWaiverControl(word: string): (typeof waiverControls)[WaiverFault] | undefined {
  return Object.values(waiverControls).find(({ id, name }) => id === word.toUpperCase() || name === word)
}
