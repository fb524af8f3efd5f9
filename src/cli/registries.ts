import type { RegistryOptions } from '../images/registry/read-registry.ts'
import { loadConfig } from './config.ts'
import { credentialsFor } from './credentials.ts'
import type { Flag } from './flags.ts'
import type { Call } from './output.ts'

export const plainHttpFlag: Flag = {
  type: 'boolean',
  summary: 'Ask registries on other machines without encryption',
}

/** How registries are asked: as whom, in whose stead, and whether without encryption. @throws UsageError */
export function registryOptions({ flags, world }: Pick<Call, 'flags' | 'world'>): RegistryOptions {
  const known = new Map<string, ReturnType<typeof credentialsFor>>()
  return {
    // Helpers of docker take a second each: each registry's is asked once for all of its images.
    credentialsFor: async (registry) => {
      const asked = known.get(registry) ?? credentialsFor(registry, world)
      known.set(registry, asked)
      return await asked
    },
    isPlainAllowed: flags.isSet('plain-http'),
    mirrors: loadConfig(flags.text('config'), world).config.mirrors,
  }
}
