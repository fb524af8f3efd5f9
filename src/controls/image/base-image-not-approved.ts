import { isListedAs } from '../../model/approved-base.ts'
import type { BuildStage } from '../../model/image-build.ts'
import { parseImageReference } from '../../model/image-reference.ts'
import { isKnown, originOf } from '../../model/known.ts'
import { nearestBase } from '../../model/nearest-base.ts'
import type { Platform } from '../../model/platform.ts'
import type { Control } from '../control.ts'
import { doubtful, every, fail, pass, type Verdict } from '../verdict.ts'

/** Of stages that do not end up in the image only what is copied out of them does; `scratch` is empty. */
function isBuiltOn({ isShipped, base, image }: BuildStage): boolean {
  return isShipped && base === undefined && !isKnown(image, 'scratch')
}

export const baseImageNotApproved: Control<'image-build'> = {
  id: 'BH-1350',
  name: 'base-image-not-approved',
  title: 'Base image is none of the approved ones',
  layer: 'image',
  severity: 'high',
  guarantees: ['containment'],
  barriers: ['I.allow'],
  vector: 'supply-chain',
  references: [],
  rationale:
    'What lies below an image is in it. An approved base was hardened and is rebuilt when a flaw is fixed; any other has tools, rights and flaws that nobody has looked at, and hostile code in the container finds them all.',
  remediation:
    'Build on an approved base: `FROM` what the finding names. Or have the base hardened, watched and listed under `bases` in bulkhead.yaml.',
  applies: 'image-build',
  when: (build, { approvedBases }) => approvedBases !== undefined && build.stages.some(isBuiltOn),
  check: (build, platform) =>
    every(build.stages.filter(isBuiltOn), ({ image }) =>
      image.state === 'hidden'
        ? doubtful(`${build.name} builds on no approved image.`, image.reason, image.origin)
        : judge(image.value, { who: build.name, bases: platform.approvedBases ?? [] }, originOf(image)),
    ),
  examples: {
    config:
      'bases:\n  - image: bank.azurecr.io/hardened/python:3.13*\n    owner: platform-security@example.com\n    date: 2026-11-02\n  - bank.azurecr.io/hardened/debian@sha256:1111111111111111111111111111111111111111111111111111111111111111',
    fail: [
      'FROM python:3.13-slim',
      'FROM bank.azurecr.io/hardened/python:3.12',
      'FROM bank.azurecr.io/hardened/debian:12',
      'FROM bank.azurecr.io/hardened/python:3.13 AS a\nFROM evil.example/hardened/python:3.13\nCOPY --from=a /x /x',
    ],
    pass: [
      'FROM bank.azurecr.io/hardened/python:3.13-slim',
      'FROM bank.azurecr.io/hardened/debian@sha256:1111111111111111111111111111111111111111111111111111111111111111',
      'FROM golang:1.26 AS build\nFROM bank.azurecr.io/hardened/python:3.13\nCOPY --from=build /x /x',
    ],
    unknown: [
      'ARG BASE\nFROM $BASE',
      'FROM bank.azurecr.io/hardened/python@sha256:2222222222222222222222222222222222222222222222222222222222222222',
    ],
  },
}

interface Asked {
  readonly who: string
  readonly bases: NonNullable<Platform['approvedBases']>
}

function judge(image: string, { who, bases }: Asked, origin: ReturnType<typeof originOf>): Verdict {
  const reference = parseImageReference(image)
  const answers = bases.map((base) => reference !== undefined && isListedAs(reference, base))
  if (answers.includes(true)) return pass()
  const nearest = nearestBase([reference?.repository ?? image, reference?.tag ?? ''], bases)
  const advice = nearest === undefined ? '' : ` The nearest approved one is ${nearest.image}.`
  const claim = `${who} builds on ${image}, which is no approved image.${advice}`
  return answers.includes('open')
    ? doubtful(claim, 'a digest does not tell which tag it has', origin)
    : fail(claim, origin)
}
