import { join } from 'node:path'

import { type Credentials, credentialsIn, credentialsOfHelper } from '../images/registry/credentials.ts'
import { findProgram, runProgram } from './programs.ts'
import type { World } from './world.ts'

/**
 * How this user is known to a registry: a token of Entra for Azure's registries, else what docker's configuration keeps or
 * the helper that it names tells.
 */
export async function credentialsFor(registry: string, world: World): Promise<Credentials | undefined> {
  const token = world.env['BULKHEAD_AZURE_TOKEN'] ?? ''
  if (token !== '' && registry.endsWith('.azurecr.io')) return { kind: 'azure-token', token }
  const text = world.readFile(configPath(world))
  const stored = text === undefined ? undefined : credentialsIn(text, registry)
  return stored?.kind === 'helper' ? await askHelper(stored.name, registry, world) : stored
}

function configPath({ env, cwd }: World): string {
  const folder = env['DOCKER_CONFIG'] ?? ''
  return join(
    folder === '' ? join(env['HOME'] ?? env['USERPROFILE'] ?? cwd, '.docker') : folder,
    'config.json',
  )
}

/** Of `docker-credential-NAME` on the search path: it is told the registry and prints what it keeps. */
async function askHelper(
  name: string,
  registry: string,
  { env, cwd }: World,
): Promise<Credentials | undefined> {
  const file = findProgram(`docker-credential-${name}`, env)
  if (file === undefined) return undefined
  const address = registry === 'docker.io' ? 'https://index.docker.io/v1/' : registry
  const passed = Object.entries(env).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as const],
  )
  const { isOk, stdout } = await runProgram({
    file,
    args: ['get'],
    input: address,
    env: Object.fromEntries(passed),
    cwd,
    timeoutMs: 30_000,
    maxOutputBytes: 2 ** 20,
  })
  return isOk ? credentialsOfHelper(stdout) : undefined
}
