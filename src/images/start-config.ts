import { passwdPath } from './inventory/passwd.ts'
import type { MergedLayers } from './layers/merge.ts'
import type { ImageConfig } from './open/schema.ts'

/** What containers of an image start with, where they say nothing else. */
export interface StartConfig {
  /** As written, without its group; empty where nobody is named, which means root. */
  readonly user: string
  /** The number of that user; nothing where the image has no user of that name. */
  readonly userId?: number
  /** `8080/tcp`. */
  readonly ports: readonly string[]
  readonly entrypoint: readonly string[]
  /** Arguments of the entrypoint; the program itself where there is none. */
  readonly command: readonly string[]
  /** Names alone: what they hold may be secret. */
  readonly variables: readonly string[]
}

export function startConfigOf(image: ImageConfig, merged: Pick<MergedLayers, 'facts'>): StartConfig {
  const { User, ExposedPorts, Entrypoint, Cmd, Env } = image.config ?? {}
  const [user = ''] = (User ?? '').split(':')
  const userId = idOf(user, usersIn(merged))
  return {
    user,
    ...(userId === undefined ? {} : { userId }),
    ports: Object.keys(ExposedPorts ?? {}).sort(),
    entrypoint: Entrypoint ?? [],
    command: Cmd ?? [],
    variables: (Env ?? []).map((each) => each.split('=', 1)[0] ?? ''),
  }
}

/** The users of a whole image, by name. */
function usersIn({ facts }: Pick<MergedLayers, 'facts'>): ReadonlyMap<string, number> {
  return new Map(facts.get(passwdPath)?.at(-1)?.facts.users)
}

/** Of 32 bits with a sign, as containerd has it: what is larger would come to another user. */
const highestId = 2 ** 31 - 1

/**
 * Runtimes take a number for what it is, whoever is called by it; any other word is a name in the image's list of users
 * (containerd `WithUser`, moby `GetExecUser`).
 */
function idOf(user: string, users: ReadonlyMap<string, number>): number | undefined {
  const number = /^[+-]?\d+$/.test(user) ? Number(user) : undefined
  if (number !== undefined && isId(number)) return Math.abs(number)
  const listed = users.get(user)
  if (listed !== undefined) return isId(listed) ? listed : undefined
  return user === '' || user === 'root' ? 0 : undefined
}

function isId(number: number): boolean {
  return number >= 0 && number <= highestId
}
