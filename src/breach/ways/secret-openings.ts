import type { Container } from '../../model/pod.ts'
import type { Known } from '../../model/known.ts'
import type { Origin } from '../../model/origin.ts'
import { conditionOn, openWhere } from '../steps/condition.ts'
import { secretPosition, secretsPosition } from '../steps/position.ts'
import type { Opening } from '../steps/opening.ts'

export interface SecretUse {
  /** The secret's name. */
  readonly reference: Known<string | undefined>
  readonly how: string
  readonly origin: Origin
}

/** A secret that a container gets; any of its namespace where the name cannot be read. */
export function openSecret(
  { name, pod }: Container,
  { reference, how, origin }: SecretUse,
): readonly Opening[] {
  if (reference.state !== 'hidden' && reference.value === undefined) return []
  const to =
    reference.state === 'hidden'
      ? secretsPosition(pod.namespace)
      : secretPosition(pod.namespace, reference.value ?? '')
  const isNamed = conditionOn(reference, () => true, `which secret container ${name} gets`)
  return openWhere([isNamed], () => ({ to: [to], how, barriers: [] })).map((each) => ({
    ...each,
    evidence: [origin],
  }))
}
