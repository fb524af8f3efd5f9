import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'

export const buildFrontendWithoutDigest: Control<'image-build'> = {
  id: 'BH-0688',
  name: 'build-frontend-without-digest',
  title: 'Dockerfile’s frontend is not pinned',
  layer: 'process',
  severity: 'info',
  guarantees: ['containment'],
  barriers: ['I.digest'],
  vector: 'supply-chain',
  references: [],
  rationale:
    '`# syntax=` names an image that reads the Dockerfile and decides what is built. By a foreign name or a tag, somebody else may change that.',
  remediation: 'Use docker/dockerfile, pinned by digest, or leave the line out.',
  applies: 'image-build',
  check: (build) =>
    forbid(
      build.syntax,
      (image) =>
        image !== undefined &&
        !image.includes('@sha256:') &&
        !/^(?:docker\.io\/)?docker\/dockerfile:/.test(image),
      `${build.name} is read by a frontend that somebody else may change.`,
    ),
  examples: {
    fail: ['# syntax=someone/frontend:1\nFROM a:1'],
    pass: ['# syntax=docker/dockerfile:1\nFROM a:1', 'FROM a:1'],
    unknown: [],
  },
}
