import type { BuildStage } from '../../model/image-build.ts'
import { isKnown } from '../../model/known.ts'
import type { Control } from '../control.ts'
import { demand, every } from '../verdict.ts'

/** Stages and `scratch` are no images that somebody could change. */
function isForeign(stage: BuildStage): boolean {
  return stage.base === undefined && !isKnown(stage.image, 'scratch')
}

export const baseImageWithoutDigest: Control<'image-build'> = {
  id: 'BH-0606',
  name: 'base-image-without-digest',
  title: 'Base image is not pinned by digest',
  layer: 'image',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['I.digest'],
  vector: 'supply-chain',
  references: ['krol3-container-security-checklist:KROL3-image-hardening-10'],
  rationale:
    'A tag can be moved: who controls the registry, or stands between it and the build machine, chooses what your image is built on. A digest is the content itself.',
  remediation: 'Add the digest, `FROM python:3.13-slim@sha256:…`, and let a bot raise it.',
  applies: 'image-build',
  check: (build) =>
    every(build.stages.filter(isForeign), ({ image }) =>
      demand(
        image,
        (name) => name.includes('@sha256:'),
        `${build.name} builds on an image by tag, which can be moved.`,
      ),
    ),
  examples: {
    fail: ['FROM alpine:3', 'FROM alpine'],
    pass: ['FROM alpine:3@sha256:00', 'FROM scratch', 'FROM alpine@sha256:00 AS x\nFROM x'],
    unknown: ['ARG BASE\nFROM $BASE'],
  },
}
