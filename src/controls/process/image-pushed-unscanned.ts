import { valueOf } from '../../model/known.ts'
import type { PipelineStep } from '../../model/pipeline.ts'
import type { Control } from '../control.ts'
import { fail, pass, unknown } from '../verdict.ts'
import { allSteps, imageBuilds } from './image-steps.ts'

export const imagePushedUnscanned: Control<'pipeline'> = {
  id: 'BH-0714',
  name: 'image-pushed-unscanned',
  title: 'Image is built and never scanned',
  layer: 'process',
  severity: 'low',
  confidence: 'possible',
  guarantees: ['containment'],
  barriers: ['K.patch'],
  vector: 'vulnerable-application',
  references: [
    'owasp-docker:OWASP-DOCKER-9',
    'krol3-container-security-checklist:KROL3-image-scanning-1',
    'cis-docker-1.6-docker-bench:4.4',
    'kubernetes-application-security-checklist:K8S-APP-image-1',
    'kubernetes-security-checklist:K8S-SEC-images-4',
    'owasp-kubernetes:OWASP-K8S-6.3',
    'cis-aks-1.8:5.1.1',
    'cis-aks-1.7:5.1.1',
    'mcsb:DS-6',
    'mcsb:PV-6',
  ],
  rationale:
    'A known flaw in the image is the first foothold. Found before the push it costs a rebuild, after it an incident.',
  remediation:
    'Scan the image in the pipeline and stop on findings, or let the registry quarantine what it has not scanned.',
  applies: 'pipeline',
  when: (pipeline) => imageBuilds(pipeline).length > 0,
  check: (pipeline, platform) => {
    if (allSteps(pipeline).some(scans)) return pass()
    const [build] = imageBuilds(pipeline)
    if (pipeline.hasOtherParts)
      return unknown('Whether the image is scanned stands in another file.', build?.origin)
    if (platform.all('pipeline').some((other) => allSteps(other).some(scans)))
      return unknown(
        'Another pipeline scans images; whether this one is among them cannot be told.',
        build?.origin,
      )
    return fail('No step of the pipeline scans the image.', build?.origin)
  },
  examples: {
    fail: ['steps: [{ script: docker build . }]'],
    pass: ['steps: [{ script: docker build -t a . }, { script: trivy image a }]'],
    unknown: [
      'steps: [{ script: docker build . }, { template: scan.yml }]',
      'steps: [{ script: docker build . }]\n# beside: azure-pipelines-nightly.yml\nsteps: [{ script: trivy image acme/model }]',
    ],
  },
}

const scanners =
  /trivy|grype|snyk|clair|anchore|aqua|prisma|twistcli|docker-scout|scout-action|defender|msdo|security-devops|wiz|checkmarx|bulkhead/i

function scans({ uses, commands }: PipelineStep): boolean {
  if (scanners.test(valueOf(uses) ?? '')) return true
  return commands.some(
    ({ name, words }) => scanners.test(name) || (name === 'docker' && words[1]?.text === 'scout'),
  )
}
