import { resolve } from 'node:path'

import { parseVex } from '../images/vex/parse.ts'
import type { VexDocument } from '../images/vex/statement.ts'
import type { Flags } from './flags.ts'
import type { Call } from './output.ts'
import { UsageError } from './world.ts'

export const vexFlags: Flags = {
  vex: {
    type: 'string',
    value: 'FILE',
    summary: 'What somebody says about vulnerabilities of it (OpenVEX, CycloneDX or CSAF); repeatable',
  },
  'vex-author': {
    type: 'string',
    value: 'NAME',
    summary: 'Who says it, in what -f openvex writes',
  },
}

/** @throws UsageError for a file that is missing, or says nothing in a format that is read */
export function loadVex({ flags, world }: Call): VexDocument[] {
  return flags.values('vex').map((name) => {
    const text = world.readFile(resolve(world.cwd, name))
    if (text === undefined) throw new UsageError(`The VEX document ${name} cannot be read.`)
    const document = parseVex(text, name)
    if (document === undefined)
      throw new UsageError(`${name} is no VEX document: neither OpenVEX nor CycloneDX nor CSAF.`)
    return document
  })
}
