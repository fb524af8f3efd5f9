import { remember } from '../../kernel/remember.ts'
import { type ModelServer, modelServers } from '../../knowledge/model-servers.ts'
import type { Container } from '../../model/pod.ts'
import { valueOf } from '../../model/known.ts'
import { commandLineOf, textOf } from './command-line.ts'

/** The model server that a container runs, by its command line or, where it has none, by its image. */
export const modelServerOf: (container: Container) => ModelServer | undefined = remember((container) => {
  if (container.role === 'init' || container.role === 'ephemeral') return undefined
  const text = textOf(commandLineOf(container))
  const image = valueOf(container.image) ?? ''
  return modelServers.servers.find(
    (server) => server.command.test(text) || (container.command.length === 0 && server.image.test(image)),
  )
})

/** Whether a program shows in the image, the command line or the variables: controls of one program ask only then. */
export function mentions(container: Container, program: RegExp): boolean {
  return (
    program.test(valueOf(container.image) ?? '') ||
    program.test(textOf(commandLineOf(container))) ||
    container.env.some((variable) => program.test(valueOf(variable.name) ?? ''))
  )
}
