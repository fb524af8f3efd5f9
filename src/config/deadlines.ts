import { defaultDeadlines, untrustedDeadlines } from '../knowledge/patching.ts'
import type { Deadlines } from '../model/patch-deadline.ts'
import type { Trust } from '../model/platform.ts'
import type { Config } from './schema.ts'

const sooner: Partial<Deadlines> = untrustedDeadlines

/** By when flaws of an image have to be gone. What nobody states for untrusted code is never longer than for all. */
export function deadlinesOf({ patching }: Config, trust: Trust): Deadlines {
  const days = (name: keyof Deadlines): number => {
    const all = patching.deadlines[name] ?? defaultDeadlines[name]
    if (trust !== 'untrusted') return all
    return patching.untrusted[name] ?? Math.min(all, sooner[name] ?? all)
  }
  return {
    exploited: days('exploited'),
    critical: days('critical'),
    high: days('high'),
    medium: days('medium'),
    low: days('low'),
  }
}
