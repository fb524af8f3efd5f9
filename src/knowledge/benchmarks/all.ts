import type { Benchmark } from '../benchmark.ts'
import { aksBaseline } from './aks-baseline.ts'
import { azurePolicy } from './azure-policy.ts'
import { checkov } from './checkov.ts'
import { cis111 } from './cis-1.11.ts'
import { cis112 } from './cis-1.12.ts'
import { cisAks17 } from './cis-aks-1.7.ts'
import { cisAks18 } from './cis-aks-1.8.ts'
import { cisDocker16DockerBench } from './cis-docker-1.6-docker-bench.ts'
import { defenderForContainers } from './defender-for-containers.ts'
import { dockerSecurity } from './docker-security.ts'
import { hadolint } from './hadolint.ts'
import { krol3Checklist } from './krol3-container-security-checklist.ts'
import { kubeLinter } from './kube-linter.ts'
import { kubernetesApplicationChecklist } from './kubernetes-application-security-checklist.ts'
import { kubernetesSecurityChecklist } from './kubernetes-security-checklist.ts'
import { kubescape } from './kubescape.ts'
import { mcsb } from './mcsb.ts'
import { owaspDocker } from './owasp-docker.ts'
import { owaspKubernetes } from './owasp-kubernetes.ts'
import { podSecurityStandards } from './pod-security-standards.ts'
import { polaris } from './polaris.ts'
import { psrule } from './psrule.ts'
import { trivy } from './trivy.ts'

/** Every list that Bulkhead answers for. */
export const benchmarks: readonly Benchmark[] = [
  podSecurityStandards,
  kubernetesSecurityChecklist,
  kubernetesApplicationChecklist,
  owaspKubernetes,
  owaspDocker,
  dockerSecurity,
  krol3Checklist,
  defenderForContainers,
  azurePolicy,
  mcsb,
  aksBaseline,
  cisAks18,
  cisAks17,
  cis112,
  cis111,
  cisDocker16DockerBench,
  trivy,
  checkov,
  psrule,
  kubescape,
  kubeLinter,
  polaris,
  hadolint,
]
