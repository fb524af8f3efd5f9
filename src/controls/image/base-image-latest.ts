import type { BuildStage } from '../../model/image-build.ts'
import { isKnown, originOf } from '../../model/known.ts'
import type { Control } from '../control.ts'
import { every, fail, forbid } from '../verdict.ts'

/** Stages and `scratch` are no images that somebody could change. */
function isForeign(stage: BuildStage): boolean {
  return stage.base === undefined && !isKnown(stage.image, 'scratch')
}

function isLatest(image: string): boolean {
  if (image.includes('@')) return false
  const tag = /:([^:/]+)$/.exec(image)?.[1]
  return tag === undefined || tag === 'latest'
}

/** `${REGISTRY}/alpine` names no version, whatever the variable is. */
function hasLatestName(written: string): boolean {
  const name = written.slice(written.lastIndexOf('/') + 1)
  return written.includes('/') && !/[${}"']/.test(name) && isLatest(name)
}

export const baseImageLatest: Control<'image-build'> = {
  id: 'BH-0605',
  name: 'base-image-latest',
  title: 'Base image is whatever is latest',
  layer: 'image',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['I.digest'],
  vector: 'supply-chain',
  references: ['checkov:CKV_DOCKER_7', 'trivy:DS-0001'],
  rationale:
    'What `latest` means is decided by whoever may push to the registry, at every build: one stolen account there puts hostile code below every layer of yours, and no file of yours changes.',
  remediation: 'Name a version and its digest: `FROM python:3.13-slim@sha256:…`.',
  applies: 'image-build',
  check: (build) =>
    every(build.stages.filter(isForeign), ({ image, writtenImage }) =>
      hasLatestName(writtenImage)
        ? fail(`${build.name} builds on an image without a version.`, originOf(image))
        : forbid(image, isLatest, `${build.name} builds on an image without a version.`),
    ),
  examples: {
    fail: ['FROM alpine', 'FROM alpine:latest', 'FROM registry:5000/alpine', 'FROM a:1\nFROM b'],
    pass: [
      'FROM alpine:3',
      'FROM scratch',
      'FROM alpine:3 AS x\nFROM X',
      'FROM alpine@sha256:00',
      'FROM registry:5000/alpine:3',
    ],
    unknown: ['ARG TAG\nFROM alpine:$TAG', 'ARG I\nFROM ${I:-$X/y}'],
  },
}
