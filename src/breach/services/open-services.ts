import type { Control } from '../../controls/control.ts'
import { namesOf } from '../../controls/network/exposure.ts'
import { startOf } from '../../controls/network/start-words.ts'
import { commandLineOf, flagsOf } from '../../controls/workload/command-line.ts'
import { mlflowWithoutLogin } from '../../controls/workload/mlflow-without-login.ts'
import { modelServerWithoutKey } from '../../controls/workload/model-server-without-key.ts'
import { notebookWithoutToken } from '../../controls/workload/notebook-without-token.ts'
import { rayHeadOpen } from '../../controls/workload/ray-head-open.ts'
import { torchserveManagementOpen } from '../../controls/workload/torchserve-management-open.ts'
import { tritonModelsLoadable } from '../../controls/workload/triton-models-loadable.ts'
import { portsOfImage, sensitivePortOf, servesAnybody } from '../../knowledge/sensitive-ports.ts'
import type { Container, Pod } from '../../model/pod.ts'
import { originOf, valueOf } from '../../model/known.ts'
import type { Origin } from '../../model/origin.ts'
import type { Platform } from '../../model/platform.ts'
import type { Assumption } from '../steps/barrier.ts'
import { assumption, doubted } from '../steps/doubt.ts'
import { containerPosition, type Position, tenantPosition } from '../steps/position.ts'
import type { Tenants } from '../steps/tenants.ts'

/** A port that serves whoever connects: no flaw is needed. */
export interface OpenService {
  readonly ports: readonly number[]
  /** One sentence about this container. */
  readonly how: string
  readonly evidence: readonly Origin[]
  /** Whoever connects runs code; else he reads, writes or uses what is there. */
  readonly givesCode: boolean
  /** Name of the control that would close it by passing; none where only its port tells. */
  readonly control?: string
  readonly assumes?: Assumption
}

/** Software with a control of its own that tells whether it asks for a login, and where it listens if nothing else is said. */
interface Served {
  readonly control: Control<'container'>
  readonly ports: readonly number[]
  readonly givesCode: boolean
}

const served: readonly Served[] = [
  { control: rayHeadOpen, ports: [8265, 10_001, 6379], givesCode: true },
  { control: notebookWithoutToken, ports: [8888], givesCode: true },
  { control: torchserveManagementOpen, ports: [8081], givesCode: true },
  { control: tritonModelsLoadable, ports: [8000, 8001], givesCode: true },
  { control: mlflowWithoutLogin, ports: [5000], givesCode: false },
  { control: modelServerWithoutKey, ports: [8000, 8080, 80, 11_434, 30_000], givesCode: false },
]

export interface ServingContainer {
  readonly container: Container
  readonly service: OpenService
}

export function findOpenServices(pods: readonly Pod[], platform: Platform): readonly ServingContainer[] {
  return pods.flatMap(({ containers }) =>
    containers.flatMap((container) =>
      openServicesOf(container, platform).map((service) => ({ container, service })),
    ),
  )
}

/** What whoever connects has: code in the container or, where he only uses what is there, the tenant's data. */
export function gainedFrom({ container, service }: ServingContainer, tenants: Tenants): readonly Position[] {
  if (service.givesCode) return [containerPosition(container)]
  const tenant = tenants.of(container.pod)
  return tenant === undefined ? [] : [tenantPosition(tenant)]
}

/** What a container serves to everybody, by what its command line, variables and ports tell. */
function openServicesOf(container: Container, platform: Platform): readonly OpenService[] {
  if (container.role === 'init') return []
  return [...served.flatMap((each) => servedBy(each, container, platform)), ...openPorts(container)]
}

function servedBy(
  { control, ports, givesCode }: Served,
  container: Container,
  platform: Platform,
): readonly OpenService[] {
  if (control.when !== undefined && !control.when(container, platform)) return []
  const verdict = control.check(container, platform)
  if (verdict.verdict === 'pass') return []
  const [origin] = verdict.evidence
  const question = `whether container ${container.name} of ${container.pod.namespace}/${container.pod.name} asks for a login`
  return [
    {
      ports: listeningPorts(container, ports),
      how: verdict.message,
      evidence: verdict.evidence,
      givesCode,
      control: control.name,
      ...doubted(verdict.verdict === 'fail' ? undefined : assumption(question, origin)),
    },
  ]
}

/**
 * `containerPort` only informs: software listens where it always does, whatever is declared; what is declared, and what a
 * flag says, may be where it listens instead.
 */
function listeningPorts(container: Container, usual: readonly number[]): readonly number[] {
  const declared = container.ports.flatMap(({ containerPort }) => valueOf(containerPort) ?? [])
  const flags = flagsOf(commandLineOf(container), portFlags)
  const asked = flags.map(({ value }) => Number(value)).filter((port) => port > 0 && port < 65_536)
  return [...usual, ...declared, ...asked.filter(Number.isInteger)]
}

const portFlags = ['port', 'dashboard-port', 'ray-client-server-port', 'http-port', 'grpc-port']

/** Ports by which software is known that asks nobody who he is. */
function openPorts(container: Container): readonly OpenService[] {
  const names = namesOf(container.pod)
  const start = startOf(container)
  return portsOf(container).flatMap(({ number, name, origin }) => {
    const entry = sensitivePortOf(number, [name, ...names])
    if (entry === undefined || entry.givesOnlyCounts === true) return []
    const serves = servesAnybody(entry, start)
    if (serves === 'no') return []
    const question = `whether container ${container.name} of ${container.pod.namespace}/${container.pod.name} asks for a login`
    return [
      {
        ports: [number],
        how: `Port ${number} of container ${container.name} is ${entry.service}, which asks nobody who he is.`,
        evidence: [origin],
        givesCode: entry.givesCode === true,
        ...(serves === 'unknown' ? { assumes: { question, origin } } : {}),
      },
    ]
  })
}

interface ListeningPort {
  readonly number: number
  readonly name: string
  readonly origin: Origin
}

/** Ports that are declared, and those of images whose own start opens them. */
function portsOf({ ports, image, command, origin }: Container): readonly ListeningPort[] {
  const declared = ports.flatMap((port) => {
    const number = valueOf(port.containerPort)
    return number === undefined ? [] : [{ number, name: valueOf(port.name) ?? '', origin: port.origin }]
  })
  const own = command.length > 0 ? [] : portsOfImage(valueOf(image) ?? '')
  const undeclared = own.filter((port) => declared.every(({ number }) => number !== port))
  return [
    ...declared,
    ...undeclared.map((number) => ({ number, name: '', origin: originOf(image) ?? origin })),
  ]
}
