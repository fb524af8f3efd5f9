import type { StartConfig } from '../start-config.ts'

/** A field of what containers start with, that differs. */
export interface ConfigChange {
  readonly field: 'user' | 'entrypoint' | 'command' | 'ports' | 'variables'
  readonly before: readonly string[]
  readonly after: readonly string[]
}

const nothing: StartConfig = { user: '', ports: [], entrypoint: [], command: [], variables: [] }

/** Of variables the names alone are compared: what they hold may be secret. */
export function diffConfig(
  before: StartConfig = nothing,
  after: StartConfig = nothing,
): readonly ConfigChange[] {
  const changes: readonly ConfigChange[] = [
    { field: 'user', before: [userOf(before)], after: [userOf(after)] },
    { field: 'entrypoint', before: before.entrypoint, after: after.entrypoint },
    { field: 'command', before: before.command, after: after.command },
    { field: 'ports', before: before.ports, after: after.ports },
    { field: 'variables', before: before.variables.toSorted(), after: after.variables.toSorted() },
  ]
  return changes.filter((each) => each.before.join('\0') !== each.after.join('\0'))
}

function userOf({ user }: StartConfig): string {
  return user === '' ? 'root' : user
}
