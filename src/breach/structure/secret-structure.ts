import { credentialNamed } from '../../knowledge/credentials.ts'
import type { Secret } from '../../model/cluster.ts'
import { waysOf } from '../secrets/credentials.ts'
import { type Step, holds } from '../steps/step.ts'
import { secretPosition } from '../steps/position.ts'
import type { Terrain } from '../terrain.ts'

/** What a secret gives beyond the data of its owner, as far as its keys promise. */
export function credentialSteps({ platform }: Terrain): Step[] {
  return platform.all('secret').flatMap(stepsOf)
}

function stepsOf({ namespace, name, data, origin }: Secret): Step[] {
  const from = { ...secretPosition(namespace, name), origin }
  const credentials = new Set([...data.keys()].flatMap((key) => credentialNamed(key) ?? []))
  return [...credentials].flatMap((credential) =>
    waysOf(credential, `secret ${namespace}/${name}`).map(({ to, question }) =>
      holds(from, { to, how: `The secret holds ${credential.what}.`, assumes: { question, origin } }),
    ),
  )
}
