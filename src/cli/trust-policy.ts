import { dirname, resolve } from 'node:path'

import type { TrustPolicy } from '../images/trust/policy.ts'
import { parsePolicy, PolicyError } from '../images/trust/policy-file.ts'
import { plainOf } from '../kernel/tree.ts'
import { parseYaml } from '../kernel/yaml.ts'
import { UsageError, type World } from './world.ts'

/** Whose signatures count. @throws UsageError for a file that is missing or wrong */
export function loadPolicy(name: string, world: World): TrustPolicy {
  const path = resolve(world.cwd, name)
  const text = world.readFile(path)
  if (text === undefined) throw new UsageError(`The policy ${name} cannot be read.`)
  const [document] = parseYaml(text)
  if (document?.kind !== 'tree') throw new UsageError(`The policy ${name} is no YAML.`)
  try {
    return parsePolicy(plainOf(document.root), (file) => world.readFile(resolve(dirname(path), file)))
  } catch (error) {
    if (error instanceof PolicyError) throw new UsageError(error.message)
    throw error
  }
}

/** What expires today has expired: a verdict does not change within a day. */
export function endOf(today: string): Date {
  return new Date(`${today}T23:59:59Z`)
}
