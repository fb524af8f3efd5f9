import type { Control } from '../control.ts'
import { every, forbid, pass } from '../verdict.ts'

/** Verified or well-known publishers on Docker Hub (as of 2026-11). */
const publishers = new Set(
  'library amazon amd apache bitnami bitnamisecure chainguard clickhouse cloudflare continuumio curlimages cypress datadog docker elastic envoyproxy fluent gitlab golangci google googlecloudsdk grafana hashicorp huggingface intel istio jenkins jupyter kserve langgenius lmcache localai milvusdb minio mlflow moby mongodb nginxinc nixos nvidia oamdev ollama opensearchproject oraclelinux otel paketobuildpacks pingcap portainer prom pytorch qdrant rayproject redhat redis rocm rocky rockylinux selenium semitechnologies snyk sonarsource stakater tensorflow timescale trinodb vllm'.split(
    ' ',
  ),
)

function isPersonal(image: string): boolean {
  const [first = '', ...rest] = image.replace(/^(?:index\.)?docker\.io\//, '').split('/')
  if (rest.length === 0 || first.includes('.') || first.includes(':') || first === 'localhost') return false
  return !publishers.has(first)
}

export const baseImageOfPrivatePerson: Control<'image-build'> = {
  id: 'BH-0608',
  name: 'base-image-of-private-person',
  title: 'Base image is of an unknown publisher',
  layer: 'image',
  severity: 'low',
  confidence: 'possible',
  guarantees: ['containment'],
  barriers: ['I.allow'],
  vector: 'supply-chain',
  references: [
    'cis-docker-1.6-docker-bench:4.2',
    'krol3-container-security-checklist:KROL3-image-hardening-1',
  ],
  rationale:
    'Any person may publish under a name of their own on Docker Hub, and nobody looks at it: their code runs below yours, in the container and on the build machine.',
  remediation:
    'Build on an official image, on one of a publisher that you know, or on a copy in your own registry that you scanned.',
  applies: 'image-build',
  check: (build) =>
    every(
      build.stages.filter(({ base }) => base === undefined),
      ({ image }) =>
        image.state === 'hidden'
          ? pass()
          : forbid(image, isPersonal, `${build.name} builds on an image of a publisher that is not known.`),
    ),
  examples: {
    fail: ['FROM someone/python:3', 'FROM docker.io/someone/python:3'],
    pass: [
      'FROM python:3',
      'FROM library/python:3',
      'FROM mcr.microsoft.com/x/y:1',
      'FROM nvidia/cuda:13',
      'FROM myregistry.azurecr.io/x/y:1',
    ],
    unknown: [],
  },
}
