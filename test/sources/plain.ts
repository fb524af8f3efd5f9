import type { Known } from '../../src/model/known.ts'

/** What an asset tells, without where it stands and why parts are hidden. */
export function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if ('state' in value) return known(value as Known<unknown>)
  if (value instanceof Map) return [...value].map(([key, each]) => [key, plain(each)])
  if (Array.isArray(value)) return value.map(plain)
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'origin' && key !== 'calls')
      .map(([key, each]) => [key, plain(each)]),
  )
}

function known(value: Known<unknown>): unknown {
  return value.state === 'hidden' ? '?' : { state: value.state, value: plain(value.value) }
}
