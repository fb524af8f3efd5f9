import { credentialNamed, type CredentialName } from '../../knowledge/credentials.ts'
import { openedByPlace, openedByRule } from '../../knowledge/secret-openings.ts'
import type { FoundSecret } from './find-secrets.ts'
import type { ConfigSecret } from './image-config.ts'

interface Opened {
  readonly opens?: readonly CredentialName['opens'][]
}

type Found = Pick<FoundSecret, 'rule' | 'name'>

/** What secrets in a file may open beyond the data of their owner. */
export function openedByFile(path: string, secrets: readonly Found[]): Opened {
  const byPlace = openedByPlace.filter((place) => place.path.test(path)).map(({ opens }) => opens)
  return opened([...byPlace, ...secrets.flatMap((each) => openedBy(each) ?? [])])
}

/** Labels and the history of the build are told to who pulls the image, not to what runs in a container. */
const running = /^config\.(?:Env|Cmd|Entrypoint)\[/

export function openedByConfig(secret: ConfigSecret): Opened {
  if (!running.test(secret.place)) return {}
  const found = openedBy(secret)
  return opened(found === undefined ? [] : [found])
}

function openedBy({ rule, name = '' }: Found): CredentialName['opens'] | undefined {
  return openedByRule.get(rule) ?? credentialNamed(name)?.opens
}

function opened(found: readonly CredentialName['opens'][]): Opened {
  return found.length === 0 ? {} : { opens: [...new Set(found)].sort() }
}
