import type { Control } from '../control.ts'
import { forbid, pass } from '../verdict.ts'
import { finalUser } from './build.ts'

/** 0 is root, which has a control of its own. */
function isLow(user: string): boolean {
  const [, digits] = /^(\d+)(?::|$)/.exec(user) ?? []
  return digits !== undefined && Number(digits) > 0 && Number(digits) <= 10_000
}

export const imageUserLowNumber: Control<'image-build'> = {
  id: 'BH-0604',
  name: 'image-user-low-number',
  title: 'Image user’s number may be a user of the node',
  layer: 'image',
  severity: 'info',
  guarantees: ['containment'],
  barriers: ['K.nonroot'],
  vector: 'misconfigured-image',
  references: ['krol3-container-security-checklist:KROL3-image-hardening-3'],
  rationale:
    'Without user namespaces a number in the container is the same number on the node: code that gets out, or that shares a host path, acts as the node’s user of that number.',
  remediation: 'Choose a number above 10000: `USER 10001`.',
  applies: 'image-build',
  check: (build) => {
    const user = finalUser(build)
    const message = `${build.name} runs as a user whose number the node may use, too.`
    return user === undefined ? pass() : forbid(user, isLow, message)
  },
  examples: {
    fail: ['FROM a:1\nUSER 1000'],
    pass: ['FROM a:1\nUSER 10001:10001', 'FROM a:1\nUSER app', 'FROM a:1\nUSER 0'],
    unknown: [],
  },
}
