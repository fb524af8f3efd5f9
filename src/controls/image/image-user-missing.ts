import type { BuildStage } from '../../model/image-build.ts'
import type { ImageUser } from '../../model/image-facts.ts'
import { valueOf } from '../../model/known.ts'
import type { Platform } from '../../model/platform.ts'
import type { Control } from '../control.ts'
import { fail, pass } from '../verdict.ts'
import { bringsOwnUser } from '../../knowledge/non-root-images.ts'
import { finalUser, shippedStages } from './build.ts'

function textOf(stage: BuildStage | undefined): string {
  return stage === undefined ? '' : (valueOf(stage.image) ?? '')
}

/** The user of the base, where that was opened. */
function userOfBase(base: BuildStage, platform: Platform): ImageUser['is'] {
  const look = platform.baseImageOf(base)
  return look.is === 'opened' ? look.image.user.is : 'unknown'
}

export const imageUserMissing: Control<'image-build'> = {
  id: 'BH-0602',
  name: 'image-user-missing',
  title: 'Image names no user',
  layer: 'image',
  severity: 'medium',
  confidence: 'likely',
  guarantees: ['containment', 'isolation'],
  barriers: ['K.nonroot'],
  vector: 'misconfigured-image',
  references: [
    'cis-docker-1.6-docker-bench:4.1',
    'owasp-docker:OWASP-DOCKER-2',
    'krol3-container-security-checklist:KROL3-image-hardening-2',
    'checkov:CKV_DOCKER_3',
    'trivy:DS-0002',
    'kubernetes-security-checklist:K8S-SEC-images-2',
    'docker-security:rootless-2',
  ],
  differs: {
    'checkov:CKV_DOCKER_3':
      'A USER of another stage does not ship, and base images such as distroless nonroot bring their own, as does any that was opened and names one.',
    'trivy:DS-0002':
      'A USER of another stage does not ship, and base images such as distroless nonroot bring their own.',
  },
  rationale:
    'An image that names no user takes its base image’s, which is root in nearly all of them: hostile code then needs one kernel flaw less to become root on the node.',
  remediation:
    'End the last stage with `USER` and the number of an unprivileged user, or build on a base image that has one.',
  applies: 'image-build',
  check: (build, platform) => {
    const base = shippedStages(build).at(-1)
    if (finalUser(build) !== undefined || bringsOwnUser(textOf(base))) return pass()
    const user = base === undefined ? 'unknown' : userOfBase(base, platform)
    if (user === 'other') return pass()
    const whose = user === 'root' ? 'which is root' : 'usually root'
    return fail(
      `The image of ${build.name} names no user and runs as its base image's, ${whose}.`,
      base?.origin,
    )
  },
  examples: {
    fail: [
      'FROM a:1\nRUN x',
      'FROM scratch\nCOPY a /a',
      'FROM a:1 AS x\nUSER 1\nFROM b:1\nCOPY --from=x /a /a',
      'FROM example.io/rayproject/ray:2.46.0',
      '# image: {"reference":"a:1","user":{"is":"root","name":"","id":0}}\nFROM a:1',
      '# image: {"reference":"a:1","reason":"The registry answers 403."}\nFROM a:1',
    ],
    pass: [
      'FROM a:1\nUSER 1000',
      'FROM gcr.io/distroless/static:nonroot\nCOPY a /a',
      'FROM rayproject/ray:2.46.0\nCOPY a /a',
      'FROM mcr.microsoft.com/dotnet/aspnet:8.0-noble-chiseled\nCOPY a /a',
      'FROM quay.io/jupyter/base-notebook:2024-10-01@sha256:0000000000000000000000000000000000000000000000000000000000000000',
      'FROM a:1 AS x\nUSER 1\nFROM x',
      '# image: {"reference":"a:1","user":{"is":"other","name":"app","id":7}}\nFROM a:1',
    ],
    unknown: [],
  },
}
