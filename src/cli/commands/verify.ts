import { resolve } from 'node:path'

import { OpenError } from '../../images/blobs/open-error.ts'
import { judgeTrust, type TrustReport } from '../../images/trust/judge.ts'
import type { SignedImage } from '../../images/trust/layout.ts'
import { readArtifact, readBundle, readSignedImage } from '../../images/trust/read-signed.ts'
import { digestOf } from '../../images/trust/subject.ts'
import type { TrustPolicy } from '../../images/trust/policy.ts'
import { renderTrust } from '../../report/trust/terminal.ts'
import type { Command } from '../command.ts'
import { type Call, dataFormat } from '../output.ts'
import type { FlagValues } from '../flags.ts'
import { imagePlace } from '../image-place.ts'
import { endOf, loadPolicy } from '../trust-policy.ts'
import { type ExitCode, UsageError, type World } from '../world.ts'
import { configFlag } from '../config.ts'
import { plainHttpFlag } from '../registries.ts'

export const verifyCommand: Command = {
  name: 'verify',
  summary: 'Say whether an image or a file is signed by whom a policy trusts',
  operands: 'IMAGE|FILE',
  flags: {
    policy: { type: 'string', value: 'FILE', summary: 'Whose signatures count, and what has to be there' },
    bundle: { type: 'string', value: 'FILE', summary: 'Bundle of Sigstore that signs the file' },
    platform: {
      type: 'string',
      value: 'OS/ARCH',
      summary: 'Which image of several platforms (default linux/amd64)',
    },
    name: { type: 'string', value: 'NAME', summary: 'Which image of a layout that holds several' },
    'plain-http': plainHttpFlag,
    config: configFlag,
    format: dataFormat,
  },
  examples: [
    [
      'bulkhead verify models.azurecr.io/llm:1.4 --policy trust.yaml',
      'an image in a registry, with what stands beside it there',
    ],
    [
      'bulkhead verify layout/ --policy trust.yaml',
      'an OCI image layout with the signatures beside the image',
    ],
    ['bulkhead verify model.gguf --bundle model.sigstore.json --policy trust.yaml', 'a file and its bundle'],
  ],
  run,
}

const exitCodes: Readonly<Record<TrustReport['verdict'], ExitCode>> = { pass: 0, fail: 1, unknown: 3 }

async function run(flags: FlagValues, world: World): Promise<ExitCode> {
  const [reference, ...others] = flags.positionals
  if (reference === undefined || others.length > 0)
    throw new UsageError('Name one image or file: bulkhead verify IMAGE|FILE --policy FILE')
  const policyFile = flags.text('policy')
  if (policyFile === undefined) throw new UsageError('Name who is trusted: --policy FILE.')
  const policy = loadPolicy(policyFile, world)
  try {
    const report = await verify(reference, policy, { flags, world })
    const isJson = flags.text('format') === 'json'
    world.stdout.write(isJson ? `${JSON.stringify(report, null, 2)}\n` : renderTrust(report))
    return exitCodes[report.verdict]
  } catch (error) {
    if (!(error instanceof OpenError)) throw error
    world.stderr.write(`bulkhead: ${error.message}\n`)
    return 3
  }
}

async function verify(reference: string, policy: TrustPolicy, call: Call): Promise<TrustReport> {
  const now = endOf(call.world.today)
  return judgeTrust({ reference, policy, now, ...(await readSigned(reference, call)) })
}

async function readSigned(
  reference: string,
  { flags, world }: Call,
): Promise<{ readonly image: SignedImage; readonly bytes?: Buffer }> {
  const [bundle, platform, name] = [flags.text('bundle'), flags.text('platform'), flags.text('name')]
  if (bundle === undefined) {
    const options = {
      ...(platform === undefined ? {} : { platform }),
      ...(name === undefined ? {} : { name }),
    }
    return { image: await readSignedImage(imagePlace(reference, { flags, world }), options) }
  }
  const bytes = await readArtifact(resolve(world.cwd, reference))
  const text = await readBundle(resolve(world.cwd, bundle))
  return {
    image: { digests: [digestOf(bytes)], signatures: [{ kind: 'bundle', place: bundle, text }] },
    bytes,
  }
}
