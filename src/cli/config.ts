import { resolve } from 'node:path'

import { defaultConfig, parseConfig, type ParsedConfig } from '../config/parse.ts'
import type { Flag } from './flags.ts'
import { UsageError, type World } from './world.ts'

const defaultName = 'bulkhead.yaml'

export const configFlag: Flag = {
  type: 'string',
  value: 'FILE',
  summary: `Configuration (default ${defaultName})`,
}

/**
 * The configuration: `--config FILE`, else `bulkhead.yaml` of the folder that the command was started in. One that
 * stands in a scanned folder is never taken: whoever is scanned would judge himself.
 *
 * @throws UsageError for a file that is missing or wrong
 */
export function loadConfig(named: string | undefined, world: World): ParsedConfig {
  const path = named ?? defaultName
  const text = world.readFile(resolve(world.cwd, path))
  if (text === undefined) {
    if (named === undefined) return defaultConfig
    throw new UsageError(`The configuration ${named} cannot be read.`)
  }
  const result = parseConfig({ path, text })
  if (result.kind === 'config') return result.value
  const lines = result.errors.map(
    ({ message, location }) => `${location.file}:${location.line}:${location.column} ${message}`,
  )
  throw new UsageError(`The configuration is wrong; nothing was scanned.\n${lines.join('\n')}`)
}
