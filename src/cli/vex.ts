import { resolve } from 'node:path'

import { OpenError } from '../images/blobs/open-error.ts'
import type { OpenOptions } from '../images/open/image.ts'
import type { ImagePlace } from '../images/read-image.ts'
import { judgeTrust } from '../images/trust/judge.ts'
import { readSignedImage } from '../images/trust/read-signed.ts'
import { attestedVex, untrustedVex } from '../images/vex/attested.ts'
import { parseVex } from '../images/vex/parse.ts'
import type { VexDocument } from '../images/advisories/statement.ts'
import { type Problem, problemOf } from '../model/problem.ts'
import type { Flag, Flags } from './flags.ts'
import type { Call } from './output.ts'
import { endOf, loadPolicy } from './trust-policy.ts'
import { UsageError } from './world.ts'

export const vexPolicyFlag: Flag = {
  type: 'string',
  value: 'FILE',
  summary: 'Take OpenVEX from attestations beside an image, where somebody signed whom this policy trusts',
}

export const vexFlags: Flags = {
  vex: {
    type: 'string',
    value: 'FILE',
    summary: 'What somebody says about vulnerabilities of it (OpenVEX, CycloneDX or CSAF); repeatable',
  },
  'vex-policy': vexPolicyFlag,
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

export interface AttestedVex {
  readonly vex: readonly VexDocument[]
  /** What could not be read, or is not trusted. */
  readonly problems: readonly Problem[]
}

/** What attestations beside an image say. */
export type AttestedVexReader = (
  reference: string,
  place: ImagePlace,
  options: OpenOptions,
) => Promise<AttestedVex>

/** Where nobody is trusted nothing is read. */
export const noAttestedVex: AttestedVexReader = async () => ({ vex: [], problems: [] })

/** Nothing where no policy names whose attestations count. @throws UsageError for a policy that is missing or wrong */
export function attestedVexReader({ flags, world }: Call): AttestedVexReader | undefined {
  const file = flags.text('vex-policy')
  if (file === undefined) return undefined
  const policy = loadPolicy(file, world)
  return async (reference, place, options) => {
    try {
      const image = await readSignedImage(place, options)
      const report = await judgeTrust({ reference, image, policy, now: endOf(world.today) })
      return { vex: attestedVex(report), problems: untrustedVex(report) }
    } catch (error) {
      if (!(error instanceof OpenError)) throw error
      return { vex: [], problems: [problemOf(error.code, `Attestations: ${error.message}`, reference)] }
    }
  }
}
